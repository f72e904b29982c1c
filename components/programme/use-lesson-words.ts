/** A lesson by the categories that it teaches: its title may be another one in the signed pack, and is not needed here. */

import { categories } from "../../utils/policy/categories.ts";
import { categoriesOf } from "../../utils/policy/lessons/lesson-of.ts";
import { useLanguage } from "../shared/language.ts";

/** Undefined: there is no such lesson. */
export function useLessonWords(): (lesson: string) => string | undefined {
  const { words } = useLanguage();
  return (lesson) =>
    categoriesOf(lesson)
      ?.map((code) => words(categories[code].short))
      .join(", ");
}
