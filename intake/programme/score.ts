/** What answers to an exam are worth. */

import { lessons } from "../../utils/policy/lessons/index.ts";
import type { LessonId } from "../../utils/policy/lessons/lesson.ts";
import type { Question } from "./bank/question.ts";

/** Shares of right answers: overall, and in each lesson that was asked about. */
export const needed = { overall: 0.8, lesson: 0.6 } as const;

export interface Score {
  right: number;
  of: number;
  lessons: { id: LessonId; right: number; of: number }[];
  passed: boolean;
}

/** `answers`: by the question's id, whether the person says that it violates; what is not answered is not right. */
export function scoreOf(asked: readonly Question[], answers: Readonly<Record<string, boolean>>): Score {
  const isRight = ({ id, violates }: Question) => answers[id] === violates;
  const parts = lessons.flatMap(({ id, categories }) => {
    const own = asked.filter(({ category }) => categories.includes(category));
    return own.length === 0 ? [] : [{ id, right: own.filter(isRight).length, of: own.length }];
  });
  const right = asked.filter(isRight).length;
  const passed =
    asked.length > 0 &&
    right / asked.length >= needed.overall &&
    parts.every((part) => part.right / part.of >= needed.lesson);
  return { right, of: asked.length, lessons: parts, passed };
}
