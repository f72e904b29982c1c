/** Draws the questions of an exam. */

import { randomInt } from "node:crypto";
import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import { lessonCategories } from "../../utils/shared/contract/lesson-content.ts";
import { examRule } from "../../utils/shared/policy/exam.ts";
import { type LessonId, lessonIds } from "../../utils/shared/policy/lessons/lesson.ts";
import { bank } from "./bank/index.ts";
import type { Question } from "./bank/question.ts";

/** Returns an integer from 0 to `below` - 1. */
export type RandomBelow = (below: number) => number;

/** Draws for the given lessons; every category of each lesson is covered. */
export function pickQuestions(of: readonly LessonId[], pick: RandomBelow = randomInt): Question[] {
  return shuffled(
    lessonIds
      .filter((id) => of.includes(id))
      .flatMap((id) => pickLessonQuestions(lessonCategories[id], pick)),
    pick,
  );
}

function pickLessonQuestions(categories: readonly CategoryCode[], pick: RandomBelow): Question[] {
  const asked = [...categories];
  while (asked.length < examRule.questionsALesson) asked.push(pickOne(categories, pick));
  const drawn: Question[] = [];
  const sides = shuffled([true, true, false, false], pick);
  for (const [at, category] of shuffled(asked, pick).entries()) {
    const open = bank.filter(
      (question) =>
        question.category === category && question.violates === sides[at] && !drawn.includes(question),
    );
    drawn.push(pickOne(open, pick));
  }
  return drawn;
}

function shuffled<T>(items: readonly T[], pick: RandomBelow): T[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at--) {
    const other = pick(at + 1);
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}

function pickOne<T>(items: readonly T[], pick: RandomBelow): T {
  const found = items[pick(items.length)];
  if (found === undefined) throw new Error("no question left to draw");
  return found;
}
