/** An exam: draws its questions, takes answers, and scores them. */

import { randomInt } from "node:crypto";
import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import type { ExamAnswer } from "../../utils/shared/contract/exam.ts";
import { lessonCategories } from "../../utils/shared/contract/lesson-content.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { examRule, needed } from "../../utils/shared/policy/exam-rules.ts";
import { type LessonId, lessonIds } from "../../utils/shared/policy/lessons/lesson.ts";
import { hatredQuestions } from "./exam-questions/hatred.ts";
import { moneyQuestions } from "./exam-questions/money.ts";
import { platformQuestions } from "./exam-questions/platform.ts";
import type { Question } from "./exam-questions/question.ts";
import { sexualQuestions } from "./exam-questions/sexual.ts";
import { violenceQuestions } from "./exam-questions/violence.ts";
import { attemptEnd, type ExamAttempt } from "./exam-readiness.ts";

export const bank: readonly Question[] = [
  ...violenceQuestions,
  ...sexualQuestions,
  ...hatredQuestions,
  ...moneyQuestions,
  ...platformQuestions,
];

export interface ExamPaper extends ExamAttempt {
  questions: readonly string[];
  answers: Readonly<Record<string, boolean>>;
}

const questionsById = new Map(bank.map((question) => [question.id, question]));

/** In the order asked. */
export function questionsOf({ questions }: Pick<ExamPaper, "questions">): Question[] {
  return questions.map((id) => {
    const question = questionsById.get(id);
    if (!question) throw new Error(`the question bank has no ${id}`);
    return question;
  });
}

/** Number of answers; questions are answered in order. */
export function countAnswered({ answers }: Pick<ExamPaper, "answers">): number {
  return Object.keys(answers).length;
}

/** Adds an answer. Repeating the same answer changes nothing; a different one is refused. */
export function addAnswer(
  sat: ExamPaper,
  { no, violates }: ExamAnswer,
  at: Date,
): Result<ExamPaper["answers"]> {
  const asked = sat.questions[no - 1];
  if (asked === undefined) return fail("invalid-input", "the exam has no such question");
  const known = sat.answers[asked];
  if (known !== undefined) return known === violates ? ok(sat.answers) : fail("exam-answered");
  if (attemptEnd(sat, at)) return fail("exam-over");
  if (no !== countAnswered(sat) + 1) return fail("conflict", "another question comes first");
  return ok({ ...sat.answers, [asked]: violates });
}

export interface Score {
  right: number;
  of: number;
  lessons: { id: LessonId; right: number; of: number }[];
  passed: boolean;
}

/** `answers`: by question id, whether the person answered that it violates. A missing answer is wrong. */
export function scoreOf(asked: readonly Question[], answers: Readonly<Record<string, boolean>>): Score {
  const isRight = ({ id, violates }: Question) => answers[id] === violates;
  const parts = lessonIds.flatMap((id) => {
    const own = asked.filter(({ category }) => lessonCategories[id].includes(category));
    return own.length === 0 ? [] : [{ id, right: own.filter(isRight).length, of: own.length }];
  });
  const right = asked.filter(isRight).length;
  const passed =
    asked.length > 0 &&
    right >= needed(asked.length) &&
    parts.every((part) => part.right / part.of >= examRule.lesson);
  return { right, of: asked.length, lessons: parts, passed };
}

/** Returns an integer from 0 to `below` - 1. */
type RandomBelow = (below: number) => number;

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
  for (const [index, category] of shuffled(asked, pick).entries()) {
    const open = bank.filter(
      (question) =>
        question.category === category && question.violates === sides[index] && !drawn.includes(question),
    );
    drawn.push(pickOne(open, pick));
  }
  return drawn;
}

function shuffled<T>(items: readonly T[], pick: RandomBelow): T[] {
  const order = [...items];
  for (let index = order.length - 1; index > 0; index--) {
    const other = pick(index + 1);
    [order[index], order[other]] = [order[other] as T, order[index] as T];
  }
  return order;
}

function pickOne<T>(items: readonly T[], pick: RandomBelow): T {
  const item = items[pick(items.length)];
  if (item === undefined) throw new Error("no question left to draw");
  return item;
}
