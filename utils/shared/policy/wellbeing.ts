/** Break reminders for supervisors who view graphic pictures. They never block work. */

import type { CategoryCode } from "../contract/category.ts";
import { categories, order } from "./categories.ts";

const hardToSee: ReadonlySet<CategoryCode> = new Set<CategoryCode>([
  "PORNO_ANAK",
  "TERORISME",
  "HASUT_KEKERASAN",
  "PORNO",
]);

/** Categories whose pictures are distressing to view. */
export const graphicCategories: ReadonlySet<CategoryCode> = new Set(
  order.filter((code) => categories[code].capture === "C2" || hardToSee.has(code)),
);

/** Number of such cases revealed in a row after which a break is suggested. */
export const graphicInARow = 8;

/** Maximum number of such videos per reviewer and day. */
export const graphicADay = 5;

/** A break of this length resets the count. */
export const pauseMs = 15 * 60_000;

/** Cases whose graphic pictures were revealed in a row, without a break or another case between them. */
export interface GraphicExposure {
  cases: readonly string[];
  lastMs: number;
}

export const noExposure: GraphicExposure = { cases: [], lastMs: 0 };

/** Returns the count after a reveal. A case of another category resets it. */
export function afterReveal(
  old: GraphicExposure,
  { caseId, category, atMs }: { caseId: string; category: CategoryCode; atMs: number },
): GraphicExposure {
  if (!graphicCategories.has(category)) return noExposure;
  const before = atMs - old.lastMs >= pauseMs ? [] : old.cases.filter((id) => id !== caseId);
  return { cases: [...before, caseId], lastMs: atMs };
}

export const suggestsPause = ({ cases }: GraphicExposure): boolean => cases.length >= graphicInARow;
