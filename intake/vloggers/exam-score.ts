import { lessonCategories } from "../../utils/shared/contract/lesson-content.ts";
import { examRule, needed } from "../../utils/shared/policy/exam.ts";
import { type LessonId, lessonIds } from "../../utils/shared/policy/lessons/lesson.ts";
import type { Question } from "./bank/question.ts";

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
