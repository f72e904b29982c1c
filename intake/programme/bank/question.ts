/** A question of the exam. The bank lies with the intake alone: no answer reaches a device before it is given. */

import type { CategoryCode } from "../../../utils/contract/category.ts";
import type { Words } from "../../../utils/policy/category.ts";

/** An invented post, and whether it violates as the category that the question names. */
export interface Question {
  /** For ever: draws and answers name it. */
  id: string;
  category: CategoryCode;
  post: Words;
  violates: boolean;
}

type Pair = [id: string, en: string];

/** Questions of one category, numbered in their order: new ones go to the end of their list. */
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
