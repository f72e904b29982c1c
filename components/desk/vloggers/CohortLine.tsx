/** One vlogger in the list: level, lessons, exam, record, load, pause, last activity. */

import type { CohortRow } from "../../../utils/shared/contract/cohort.ts";
import { date, dateTime, percentDown, relativeTime } from "../../../utils/shared/i18n/time.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useLessonWords, usePauseWords } from "./vlogger-words.ts";

export interface CohortLineProps {
  row: CohortRow;
  onOpen(): void;
}

export function CohortLine({ row, onOpen }: CohortLineProps) {
  const { t } = useLanguage();
  return (
    <li>
      <button
        type="button"
        class="row cohort-row"
        data-testid="vlogger-row"
        data-person={row.personId}
        onClick={onOpen}
      >
        <span class="cohort-who">
          <strong>
            <Foreign text={row.name} />
          </strong>
          <span class={row.rank === "trusted" ? "tag done" : "tag"}>{t(`rank.${row.rank}`)}</span>
          {row.pause ? <span class="tag warning">{t("cohort.paused")}</span> : null}
        </span>
        <VloggerFacts row={row} />
      </button>
    </li>
  );
}

function useExamWords({ state, at = "", policyVersion, lacking, nextAt }: CohortRow["exam"]): string {
  const { language, t } = useLanguage();
  const wordsOf = useLessonWords();
  if (state === "failed") return t("cohort.exam.failed", { when: dateTime(language, nextAt ?? at) });
  const when = date(language, at);
  if (state === "passed") return t("cohort.exam.passed", { when, version: policyVersion ?? "" });
  if (state === "lapsed")
    return t("cohort.exam.lapsed", { when, lacking: lacking.flatMap((id) => wordsOf(id) ?? []).join("; ") });
  return t(`cohort.exam.${state}`);
}

/** In columns on a wide page, in one column on a narrow one. */
export function VloggerFacts({ row }: { row: CohortRow }) {
  const { language, t } = useLanguage();
  const exam = useExamWords(row.exam);
  const pause = usePauseWords(row.pause);
  const { right, of, lower } = row.marks;
  const marks =
    of === 0 ? t("cohort.noMarks") : t("cohort.marks", { right, of, lower: percentDown(language, lower) });
  const active = row.activeAt
    ? t("cohort.active", { when: relativeTime(language, row.activeAt, Date.now()) })
    : t("cohort.neverActive");
  return (
    <span class="cohort-facts small muted">
      <span>
        {t("cohort.lessons", row.lessons)}. {exam}
      </span>
      <span>
        {t("cohort.reviews", { count: row.reviews })}, {marks}
      </span>
      <span>
        {t("cohort.load", { count: row.load })}, {active}
      </span>
      {pause ? (
        <span class="cohort-pause">
          <Foreign text={pause} />
        </span>
      ) : null}
    </span>
  );
}
