/** Texts about a vlogger's lessons and pause. */

import type { CohortRow } from "../../../utils/shared/contract/cohort.ts";
import { date } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { categoriesOf } from "../../../utils/shared/policy/lessons/lesson-of.ts";
import { useLanguage } from "../../ui/language.ts";

/**
 * Names a lesson by the categories that it teaches, because its title is in the signed pack and may
 * differ. Returns undefined for an unknown lesson.
 */
export function useLessonWords(): (lesson: string) => string | undefined {
  const { words } = useLanguage();
  return (lesson) =>
    categoriesOf(lesson)
      ?.map((code) => words(categories[code].short))
      .join(", ");
}

/** Returns the reason why a vlogger gets no tasks; undefined if they are not paused. */
export function usePauseWords(pause: CohortRow["pause"]): string | undefined {
  const { language, t } = useLanguage();
  const wordsOf = useLessonWords();
  if (!pause) return undefined;
  const since = date(language, pause.at);
  if (pause.for === "person") return t("pause.byPerson", { date: since, reason: pause.reason ?? "" });
  // For a pause by the system, the reason is the lesson whose cases were misjudged.
  const group = pause.reason === undefined ? undefined : wordsOf(pause.reason);
  return group === undefined
    ? t("pause.byRecord", { date: since })
    : t("pause.byGroup", { date: since, group });
}
