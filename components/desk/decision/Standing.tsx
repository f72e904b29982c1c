/** The reasons for a case's position in the queue, most important first. */

import type { CaseRow } from "../../../utils/shared/contract/case.ts";
import { number } from "../../../utils/shared/i18n/time.ts";
import { strictness } from "../../../utils/shared/policy/categories.ts";
import { useLanguage } from "../../ui/language.ts";

export function QueuePosition({ row }: { row: Pick<CaseRow, "standing"> }) {
  const { language, t } = useLanguage();
  const { lane, severity, reach, voices } = row.standing;
  const parts = [
    t(`standing.${lane}`),
    t("standing.severity", { place: severity, count: strictness.length }),
    reach === 0 ? t("standing.noReach") : t("standing.reach", { reach: number(language, reach) }),
    t("standing.voices", { voices: number(language, Math.round(voices * 10) / 10) }),
  ];
  return (
    <p class="small muted" data-testid="standing">
      {t("standing.title")}: {parts.join(" · ")}
    </p>
  );
}
