/** Which lesson is about a category. */

import type { CategoryCode } from "../../contract/category.ts";
import { lessons } from "./index.ts";
import type { LessonId } from "./lesson.ts";

/** Each category is taught in one. */
const byCategory = Object.fromEntries(
  lessons.flatMap(({ id, categories }) => categories.map((category) => [category, id])),
) as Record<CategoryCode, LessonId>;

export function lessonOf(category: CategoryCode): LessonId {
  return byCategory[category];
}
