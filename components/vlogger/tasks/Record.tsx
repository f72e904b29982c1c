/** A vlogger's record: level, accuracy with its confidence interval, pause, and recent outcomes. */

import type { TitledRecord } from "../../../utils/extension/vlogger/vlogger-record.ts";
import { date, percentDown, percentUp } from "../../../utils/shared/i18n/time.ts";
import { Fold } from "../../ui/Fold.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Paused } from "./Paused.tsx";
import { ReviewedRow } from "./ReviewedRow.tsx";

/** Below this number of outcomes a rate is not meaningful. */
const enough = 10;

export function Record({ record }: { record: TitledRecord }) {
  const { language, t, words } = useLanguage();
  const { rank, rankedAt, pause, all, groups, next, reviews, titles } = record;
  const name = t(`rank.${rank}`);
  return (
    <section
      class="verdict-record"
      aria-label={t("trust.title")}
      data-testid="verdict-record"
      data-rank={rank}
    >
      <p class="row-head">
        <strong>{all.of === 0 ? t("trust.none") : t("trust.right", all)}</strong>
        <span class="tag">
          {rankedAt ? t("trust.since", { rank: name, date: date(language, rankedAt) }) : name}
        </span>
      </p>
      {all.of > 0 ? (
        <p class="small">
          {all.of < enough
            ? t("trust.few")
            : t("trust.bounds", {
                lower: percentDown(language, all.lower),
                upper: percentUp(language, all.upper),
              })}
        </p>
      ) : null}
      {pause ? <Paused pause={pause} title={pause.group && titles[pause.group]} /> : null}
      {next && !pause && next.rank !== "participant" ? (
        <p class="small muted">
          {t(`trust.next.${next.rank}`, { marks: next.marks, lower: percentDown(language, next.lower) })}
        </p>
      ) : null}
      {groups.length > 0 ? (
        <Fold label={t("trust.groups")}>
          <ul class="verdict-groups">
            {groups.map(({ lesson, ...share }) => (
              <li key={lesson} class="small">
                <span>{words(titles[lesson] ?? { id: lesson, en: lesson })}</span>
                <span class="muted">{t("trust.right", share)}</span>
              </li>
            ))}
          </ul>
        </Fold>
      ) : null}
      {reviews.length > 0 ? (
        <Fold label={t("trust.reviews")} testId="reviewed">
          <ul class="rows">
            {reviews.map((one) => (
              <ReviewedRow key={one.id} reviewed={one} />
            ))}
          </ul>
        </Fold>
      ) : null}
    </section>
  );
}
