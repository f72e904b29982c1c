/** Types of the lessons for vloggers: rules, exceptions, local context and practice cases. */

import { type LessonId, lessonIds } from "../../contract/lesson.ts";
import type { Lesson, TryCase } from "../../contract/lesson-content.ts";
import type { Words } from "../category-definition.ts";

export type { Lesson, LessonId, TryCase };
export { lessonIds };

export function words(id: string, en: string): Words {
  return { id, en };
}

export function tryCase(id: string, answer: TryCase["answer"], post: Words, why: Words): TryCase {
  return { id, answer, post, why };
}
