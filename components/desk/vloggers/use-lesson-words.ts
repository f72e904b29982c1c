/** Names a lesson by the categories that it teaches, because its title is in the signed pack and may differ. */

import { categories } from "../../../utils/shared/policy/categories.ts";
import { categoriesOf } from "../../../utils/shared/policy/lessons/lesson-of.ts";
import { useLanguage } from "../../ui/language.ts";

/** Returns undefined for an unknown lesson. */
export function useLessonWords(): (lesson: string) => string | undefined {
  const { words } = useLanguage();
  return (lesson) =>
    categoriesOf(lesson)
      ?.map((code) => words(categories[code].short))
      .join(", ");
}
