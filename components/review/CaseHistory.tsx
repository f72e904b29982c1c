/** What others said and did about a case: reviews, decisions, and the log. */

import type { CaseView } from "../../utils/contract/case.ts";
import type { DecisionView } from "../../utils/contract/decision.ts";
import { date, dateTime, timecode } from "../../utils/language/time.ts";
import { actions } from "../../utils/policy/actions.ts";
import { bases } from "../../utils/policy/bases.ts";
import { categories } from "../../utils/policy/categories.ts";
import { Fold } from "../shared/Fold.tsx";
import { useLanguage } from "../shared/language.ts";
import { logActName } from "./log-act.ts";

export function Reviews({ view }: { view: CaseView }) {
  const { language, t } = useLanguage();
  if (view.site !== "youtube") return null;
  return (
    <section class="block">
      <h2>{t("review.reviews")}</h2>
      {view.selfReviewedAt ? (
        <p class="small muted">{t("review.selfReviewed", { date: date(language, view.selfReviewedAt) })}</p>
      ) : null}
      {view.reviews.length === 0 ? <p class="muted">{t("review.noReviews")}</p> : null}
      {view.reviews.map((review) => (
        <div key={review.id} class="card" data-testid="review" data-verdict={review.verdict}>
          <p>
            <strong>{t(`verdict.${review.verdict}`)}</strong>
          </p>
          <p class="break">{review.reason}</p>
          {review.timecodes.map(({ seconds, note }) => (
            <p key={`${seconds} ${note}`} class="break small">
              <span class="timecode">{timecode(seconds)}</span> {note}
            </p>
          ))}
          <p class="small muted">
            {t("review.by", { name: review.by })}, {dateTime(language, review.at)}
          </p>
        </div>
      ))}
    </section>
  );
}

export function Decisions({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  return (
    <section class="block">
      <h2>{t("review.decisions")}</h2>
      {view.decisions.length === 0 ? <p class="muted">{t("review.noDecisions")}</p> : null}
      {view.decisions.map((decision) => (
        <DecisionCard key={decision.id} decision={decision} />
      ))}
    </section>
  );
}

function DecisionCard({ decision }: { decision: DecisionView }) {
  const { language, t, words } = useLanguage();
  const tone = {
    proposed: "tag warning",
    disputed: "tag warning",
    confirmed: "tag done",
    refused: "tag",
    undone: "tag",
  }[decision.state];
  return (
    <div class="card" data-testid="decision" data-state={decision.state}>
      <p class="row-head">
        <strong>{t(`act.${decision.act}`)}</strong>
        <span class={tone}>{t(`decisionState.${decision.state}`)}</span>
      </p>
      {decision.category && decision.action ? (
        <p>
          {words(categories[decision.category].label)}, {words(actions[decision.action].label)}
        </p>
      ) : null}
      {decision.basis.length > 0 ? (
        <p class="small">{decision.basis.map((id) => bases[id]?.text ?? id).join("; ")}</p>
      ) : null}
      <p class="break">{decision.reason}</p>
      <p class="small muted">
        {decision.by === undefined ? t("review.byOther") : t("review.by", { name: decision.by })},{" "}
        {dateTime(language, decision.at)}
      </p>
      {decision.answeredBy && decision.answeredAt ? (
        <p class="small muted break">
          {t("review.answered", {
            state: t(`decisionState.${decision.state}`),
            name: decision.answeredBy,
            when: dateTime(language, decision.answeredAt),
          })}
          {decision.answerReason ? `: ${decision.answerReason}` : ""}
        </p>
      ) : null}
    </div>
  );
}

export function CaseLog({ view }: { view: CaseView }) {
  const { language, t } = useLanguage();
  return (
    <Fold label={t("review.log")}>
      <ol class="log">
        {view.log.map((entry) => (
          <li key={entry.seq}>
            <p>{t("review.logEntry", { act: logActName(language, entry.act), name: entry.by })}</p>
            <p class="small muted">
              {dateTime(language, entry.at)},{" "}
              <span title={entry.hash}>{t("review.logHash", { hash: entry.hash.slice(0, 12) })}</span>
            </p>
          </li>
        ))}
      </ol>
    </Fold>
  );
}
