/** Lessons as edited by an administrator: the built-in ones with changes. */

import type { Lesson, LessonId } from "../../utils/shared/policy/lessons/lesson.ts";
import { lessons } from "../../utils/shared/policy/lessons.ts";

/** The change may break the contract. */
// biome-ignore lint/suspicious/noExplicitAny: broken lessons have every shape
export function editedLessons(id: LessonId, change: (lesson: any) => void): Lesson[] {
  const all = structuredClone(lessons) as Lesson[];
  change(all.find((lesson) => lesson.id === id));
  return all;
}

/** A lesson with another edition, named in its title. */
export function raisedLesson(id: LessonId, edition: number): Lesson[] {
  return editedLessons(id, (lesson) => {
    lesson.edition = edition;
    lesson.title = { id: `Edisi ${edition}`, en: `Edition ${edition}` };
  });
}
