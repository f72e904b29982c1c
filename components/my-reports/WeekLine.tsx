/** The outcomes of the person's reports of the last seven days, in one line. */

import type { OwnWeek } from "../../utils/shared/contract/own-report.ts";
import { useLanguage } from "../ui/language.ts";

export function WeekLine({ week }: { week: OwnWeek | undefined }) {
  const { t } = useLanguage();
  if (!week || week.sent === 0) return null;
  const { sent, waiting, approved, rejected } = week;
  const parts = [
    t("own.weekSent", { count: sent }),
    ...(approved > 0 ? [t("own.weekApproved", { count: approved })] : []),
    ...(rejected > 0 ? [t("own.weekRejected", { count: rejected })] : []),
    ...(waiting > 0 ? [t("own.weekWaiting", { count: waiting })] : []),
  ];
  return (
    <p class="small own-week" data-testid="own-week">
      <strong>{t("own.week")}</strong> {parts.join(", ")}
    </p>
  );
}
