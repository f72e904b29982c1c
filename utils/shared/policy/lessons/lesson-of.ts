/** Maps categories to lessons. */

import type { CategoryCode } from "../../contract/category.ts";
import { lessonCategories } from "../../contract/lesson-content.ts";
import { type LessonId, lessonIds } from "./lesson.ts";

/** Each category belongs to one lesson. */
const byCategory = Object.fromEntries(
  lessonIds.flatMap((id) => lessonCategories[id].map((category) => [category, id])),
) as Record<CategoryCode, LessonId>;

export function lessonOf(category: CategoryCode): LessonId {
  return byCategory[category];
}

/** Returns undefined if there is no such lesson. */
export function categoriesOf(lesson: string): readonly CategoryCode[] | undefined {
  return lessonIds.some((id) => id === lesson) ? lessonCategories[lesson as LessonId] : undefined;
}
