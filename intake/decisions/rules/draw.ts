/** Draws which confirmed approvals the panel reviews afterwards, as quality control. */

import { randomInt } from "node:crypto";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";

/** Columns of the decision. */
export type Drawn = Pick<DecisionRecord, "draw" | "drawShare" | "review">;

/** Draws are from 0 to 99. */
const draws = 100;

/**
 * The number depends on no input. It is logged with the confirmation, taken or not. Undefined for
 * other acts, and for the no-pixels lane, which panelists may not see.
 */
export function drawReview(
  { withheld }: Pick<CaseRecord, "withheld">,
  { act, category }: Pick<DecisionRecord, "act" | "category">,
  sharePercent: number,
): Drawn | undefined {
  if (act !== "approve" || category === "PORNO_ANAK" || withheld) return undefined;
  const draw = randomInt(draws);
  return { draw, drawShare: sharePercent, review: draw < sharePercent ? "waiting" : null };
}
