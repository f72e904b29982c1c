/** When a supervisor is reminded of a pause: data, and the count it rests on. Nothing is ever blocked by it. */

import type { CategoryCode } from "../contract/category.ts";
import { categories, order } from "./categories.ts";

const hardToSee: ReadonlySet<CategoryCode> = new Set<CategoryCode>([
  "PORNO_ANAK",
  "TERORISME",
  "HASUT_KEKERASAN",
  "PORNO",
]);

/** Categories whose pictures weigh on those who look at them. */
export const graphicCategories: ReadonlySet<CategoryCode> = new Set(
  order.filter((code) => categories[code].capture === "C2" || hardToSee.has(code)),
);

/** So many cases of these, revealed one after another, and a pause is suggested. */
export const graphicInARow = 8;

/** So many videos of these, and no more, are given to one reviewer within a day. */
export const graphicADay = 5;

/** A pause this long begins the count anew. */
export const pauseMs = 15 * 60_000;

/** Cases whose graphic pictures were revealed without a pause or another case between them. */
export interface Looked {
  cases: readonly string[];
  lastMs: number;
}

export const notLooked: Looked = { cases: [], lastMs: 0 };

/** The count after a picture of such a case was revealed; one of another category ends it. */
export function afterReveal(
  old: Looked,
  { caseId, category, atMs }: { caseId: string; category: CategoryCode; atMs: number },
): Looked {
  if (!graphicCategories.has(category)) return notLooked;
  const before = atMs - old.lastMs >= pauseMs ? [] : old.cases.filter((id) => id !== caseId);
  return { cases: [...before, caseId], lastMs: atMs };
}

export const suggestsPause = ({ cases }: Looked): boolean => cases.length >= graphicInARow;
