/** The reasons for a case's position in the queue, most important first: in full, and in a few words. */

import type { CaseRow } from "../../../utils/shared/contract/case.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { text } from "../../../utils/shared/i18n/text.ts";
import { number, shortNumber } from "../../../utils/shared/i18n/time.ts";
import { strictness } from "../../../utils/shared/policy/categories.ts";
import { useLanguage } from "../../ui/language.ts";

export function QueuePosition({ row }: { row: Pick<CaseRow, "standing"> }) {
  const { language, t } = useLanguage();
  const { lane, severity, reach, voices } = row.standing;
  const parts = [
    t(`standing.${lane}`),
    t("standing.severity", { grade: t(`queue.severity${severityGrade(severity)}`) }),
    reach === 0 ? t("standing.noReach") : t("standing.reach", { reach: number(language, reach) }),
    t("standing.voices", { voices: number(language, Math.round(voices * 10) / 10) }),
  ];
  return (
    <p class="small muted" data-testid="standing">
      {t("standing.title")}: {parts.join(" · ")}
    </p>
  );
}

const grades = [1, 2, 3, 4] as const;

/** The quarter of all categories by severity; 1 is the gravest. */
export function severityGrade(severity: number): (typeof grades)[number] {
  const quarter = Math.ceil((severity / strictness.length) * grades.length);
  return grades.find((grade) => grade >= quarter) ?? 4;
}

/** The sort keys after the deadline, most important first. */
export function priorityWords(
  language: Language,
  { severity, reach, voices }: CaseRow["standing"],
): string[] {
  const rounded = Math.round(voices * 10) / 10;
  // Most cases have less than one voice (one new reporter); only the opened case shows that.
  const heard = rounded >= 1;
  return [
    text(language, `queue.severity${severityGrade(severity)}`),
    ...(reach > 0 ? [text(language, "standing.reach", { reach: shortNumber(language, reach) })] : []),
    ...(heard ? [text(language, "queue.voices", { voices: number(language, rounded) })] : []),
  ];
}
