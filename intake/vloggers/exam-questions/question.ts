/** Exam questions. The bank stays in the intake, so that no solution reaches a device before the answer. */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Words } from "../../../utils/shared/policy/category-definition.ts";

/** An invented post, and whether it violates the category. */
export interface Question {
  /** Permanent, because draws and answers reference it. */
  id: string;
  category: CategoryCode;
  post: Words;
  violates: boolean;
}

type Pair = [id: string, en: string];

/** Numbers the questions of one category in order; append new ones at the end of their list. */
export function questionsOf(
  category: CategoryCode,
  { yes, no }: { yes: readonly Pair[]; no: readonly Pair[] },
): Question[] {
  const made = (violates: boolean, sign: string) => (pair: Pair, index: number) => ({
    id: `${category}-${sign}${index + 1}`,
    category,
    post: { id: pair[0], en: pair[1] },
    violates,
  });
  return [...yes.map(made(true, "y")), ...no.map(made(false, "n"))];
}
