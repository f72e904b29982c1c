/** Statistics of one's own reports, visible to oneself only. No rate is shown for small numbers. */

import type { OfficerRecord } from "../../utils/shared/contract/desk.ts";
import { duration, percentDown } from "../../utils/shared/i18n/time.ts";
import { useLanguage } from "../ui/language.ts";

/** Below this number of decided reports a rate is not meaningful. */
const enough = 10;

export function Record({ record }: { record: OfficerRecord }) {
  const { language, t } = useLanguage();
  const { decided, upheld, reversed, precision, medianSeconds } = record;
  if (record.reports === 0) return null;
  const seconds = medianSeconds === undefined ? undefined : Math.round(medianSeconds);
  return (
    <section class="own-record" aria-label={t("record.title")} data-testid="own-record">
      <p>
        <strong>{decided === 0 ? t("record.none") : t("record.upheld", { upheld, decided })}</strong>
      </p>
      {decided > 0 && (decided < enough || precision === undefined) ? (
        <p class="small muted">{t("record.few")}</p>
      ) : null}
      {decided >= enough && precision !== undefined ? (
        <p class="small">{t("record.precision", { percent: percentDown(language, precision) })}</p>
      ) : null}
      {decided > 0 ? (
        <p class="small">{reversed === 0 ? t("record.noneReversed") : t("record.reversed", { reversed })}</p>
      ) : null}
      {seconds !== undefined ? (
        <p class="small">
          {seconds < 120
            ? t("record.seconds", { seconds })
            : t("record.time", { time: duration(language, seconds * 1_000) })}
        </p>
      ) : null}
      <p class="small muted">{t("record.use")}</p>
    </section>
  );
}
