/** Whether a report shows that what a platform had acted on is there again. */

import type { Evidence } from "../../utils/contract/evidence.ts";
import type { ItemOutcome, SeenState } from "../../utils/contract/request-state.ts";
import { type Asked, effectOf } from "../../utils/policy/outcome.ts";

export interface ActedOn extends Asked {
  outcome: ItemOutcome;
  outcomeAt: Date | null;
  seen: SeenState | null;
  seenAt: Date | null;
  checkAt: Date | null;
}

const actedOutcomes: readonly ItemOutcome[] = ["acted", "restricted", "gone", "not-found"];

/**
 * Captured after the platform said that it had acted, and after somebody saw that it had: an outbox may bring what was
 * captured before. What is due already need not be due once more.
 */
export function isBack(
  item: ActedOn,
  { capturedAt, clock, fields }: Pick<Evidence, "capturedAt" | "clock" | "fields">,
  now: Date,
): boolean {
  const { outcome, outcomeAt, seen, seenAt, checkAt } = item;
  // What is as it was asked to be, or of which nothing can be seen, cannot come back.
  if (effectOf(item, "available") !== "none" || fields.unavailable) return false;
  const wasSeenGone = seen !== null && seen !== "unknown" && seen !== "available";
  if (!actedOutcomes.includes(outcome) && !wasSeenGone) return false;
  if (checkAt && checkAt <= now) return false;
  const capturedMs = Date.parse(capturedAt) - (clock?.offsetMs ?? 0);
  return [outcomeAt, seenAt].every((than) => than === null || capturedMs > than.getTime());
}
