/** Tags for what is urgent: the time left of the platform's limit, and an urgent case. */

import type { CaseRow } from "../../utils/shared/contract/case.ts";
import { duration } from "../../utils/shared/i18n/time.ts";
import { Clock, TriangleAlert } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";

/** Less than this is marked. */
export const shortMs = 60 * 60_000;

export interface TimeLeftProps {
  row: Pick<CaseRow, "dueAt">;
  /** Negative when the limit has passed; undefined without one. */
  leftMs: number | undefined;
}

/** Coloured only when little time is left. */
export function TimeLeft({ row, leftMs }: TimeLeftProps) {
  const { language, t } = useLanguage();
  if (leftMs === undefined) {
    return row.dueAt === undefined ? <span class="tag">{t("review.noLimit")}</span> : null;
  }
  const late = leftMs < 0;
  const tone = late ? "tag urgent" : leftMs < shortMs ? "tag warning" : "tag";
  return (
    <span class={tone}>
      <Clock size={12} aria-hidden="true" />
      {t(late ? "review.late" : "review.left", { duration: duration(language, Math.abs(leftMs)) })}
    </span>
  );
}

export function UrgentTag() {
  const { t } = useLanguage();
  return (
    <span class="tag urgent">
      <TriangleAlert size={12} aria-hidden="true" />
      {t("review.urgent")}
    </span>
  );
}
