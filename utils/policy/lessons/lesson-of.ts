/** Which lesson is about a category. */

import type { CategoryCode } from "../../contract/category.ts";
import { lessonCategories } from "../../contract/taught.ts";
import { type LessonId, lessonIds } from "./lesson.ts";

/** Each category is taught in one. */
const byCategory = Object.fromEntries(
  lessonIds.flatMap((id) => lessonCategories[id].map((category) => [category, id])),
) as Record<CategoryCode, LessonId>;

export function lessonOf(category: CategoryCode): LessonId {
  return byCategory[category];
}
