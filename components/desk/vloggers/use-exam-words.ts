import type { CohortRow } from "../../../utils/shared/contract/cohort.ts";
import { date, dateTime } from "../../../utils/shared/i18n/time.ts";
import { useLanguage } from "../../ui/language.ts";
import { useLessonWords } from "./use-lesson-words.ts";

export function useExamWords({ state, at = "", policyVersion, lacking, nextAt }: CohortRow["exam"]): string {
  const { language, t } = useLanguage();
  const wordsOf = useLessonWords();
  if (state === "failed") return t("cohort.exam.failed", { when: dateTime(language, nextAt ?? at) });
  const when = date(language, at);
  if (state === "passed") return t("cohort.exam.passed", { when, version: policyVersion ?? "" });
  if (state === "lapsed")
    return t("cohort.exam.lapsed", { when, lacking: lacking.flatMap((id) => wordsOf(id) ?? []).join("; ") });
  return t(`cohort.exam.${state}`);
}
