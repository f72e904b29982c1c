/** The decisions on a case, newest first: act, grounds, reason and outcome. */

import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { DecisionView, PanelReview } from "../../../utils/shared/contract/decision.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { actions } from "../../../utils/shared/policy/action-labels.ts";
import { agencyOf } from "../../../utils/shared/policy/agencies.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { elements, type Ground } from "../../../utils/shared/policy/decision-elements.ts";
import { bases } from "../../../utils/shared/policy/legal-bases.ts";
import { rejectionOf } from "../../../utils/shared/policy/rejection-reasons.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { SubReasonName } from "../../ui/SubReasonName.tsx";
import { PanelGapText } from "../PanelStatus.tsx";

export function Decisions({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  if (view.decisions.length === 0) return null;
  return (
    <section class="block">
      <h2>{t("review.decisions")}</h2>
      {view.decisions.map((decision) => (
        <DecisionCard key={decision.id} decision={decision} />
      ))}
    </section>
  );
}

export const decisionTones: Record<DecisionView["state"], string> = {
  proposed: "tag warning",
  disputed: "tag warning",
  confirmed: "tag done",
  refused: "tag",
  undone: "tag",
};

function DecisionCard({ decision }: { decision: DecisionView }) {
  const { language, t } = useLanguage();
  return (
    <div class="card" data-testid="decision" data-state={decision.state}>
      <p class="row-head">
        <strong>{t(`act.${decision.act}`)}</strong>
        <span class={decisionTones[decision.state]}>{t(`decisionState.${decision.state}`)}</span>
      </p>
      {decision.reverses ? <p class="small">{t("decision.reverses")}</p> : null}
      <DecisionSummary decision={decision} />
      <DecidedOn decision={decision} />
      <p>
        <Foreign text={decision.reason} />
      </p>
      <LookLine look={decision.look} reason={decision.unseenReason} />
      {decision.canned ? (
        <p class="tag warning" data-testid="decision-canned">
          {t("decision.canned")}
        </p>
      ) : null}
      <p class="small muted">
        {decision.by === undefined ? t("review.byOther") : t("review.by", { name: decision.by })},{" "}
        {dateTime(language, decision.at)}
        {decision.bulkId ? `. ${t("decision.bulk")}` : ""}
      </p>
      {decision.answeredBy && decision.answeredAt ? (
        <p class="small muted">
          {t("review.answered", {
            state: t(`decisionState.${decision.state === "disputed" ? "refused" : decision.state}`),
            name: decision.answeredBy,
            when: dateTime(language, decision.answeredAt),
          })}
          {decision.answerReason ? ": " : ""}
          <Foreign text={decision.answerReason} />
        </p>
      ) : null}
      <LookLine look={decision.answerLook} reason={decision.answerUnseenReason} />
      {decision.panelGap ? (
        <p class="small" data-testid="decision-no-panel">
          {t("decision.noPanel")} <PanelGapText gap={decision.panelGap} />
        </p>
      ) : null}
      <PanelVotes decision={decision} />
      {decision.reversedAt ? (
        <p class="tag warning" data-testid="decision-reversed">
          {t("decision.reversed", { when: dateTime(language, decision.reversedAt) })}
        </p>
      ) : null}
    </div>
  );
}

/** A drawn approval: waits for the panel, or what the panel found. */
export function ReviewLine({ review }: { review: PanelReview }) {
  const { language, t } = useLanguage();
  const { state, draw, share, at } = review;
  return (
    <p
      class={state === "overturned" ? "message warning" : "small"}
      data-testid="panel-review"
      data-state={state}
    >
      <span>{t(`panelReview.${state}`, { draw, share, when: at ? dateTime(language, at) : "" })}</span>
    </p>
  );
}

/** Whether the person above had opened the evidence, and why not. */
function LookLine({ look, reason }: { look: DecisionView["look"]; reason: string | undefined }) {
  const { t } = useLanguage();
  if (look === undefined || look === "none") return null;
  return (
    <p class="small" data-testid="decision-look" data-look={look}>
      {t(look === "opened" ? "decision.opened" : "decision.unopened")}
      {reason && look === "unopened" ? ": " : ""}
      {look === "unopened" ? <Foreign text={reason} /> : null}
    </p>
  );
}

export type DecisionGrounds = Pick<
  DecisionView,
  "category" | "subReason" | "action" | "basis" | "elements" | "exceptions" | "why" | "agency"
>;

/** Category and action, reason of a rejection or agency, and the grounds. */
export function DecisionSummary({ decision }: { decision: DecisionGrounds }) {
  const { t, words } = useLanguage();
  const { category, action, basis, why, agency } = decision;
  const named = (known: readonly Ground[], ids: readonly string[]) =>
    ids
      .map((id) => known.find((reason) => reason.id === id)?.words)
      .flatMap((reason) => (reason ? [words(reason)] : []))
      .join("; ");
  return (
    <>
      {category ? (
        <p>
          {words(categories[category].label)}
          <SubReasonName category={category} subReason={decision.subReason} />
          {action ? `, ${words(actions[action].label)}` : ""}
        </p>
      ) : null}
      {why ? <p>{words(rejectionOf(why).label)}</p> : null}
      {agency ? <p>{words(agencyOf(agency).label)}</p> : null}
      {basis.length > 0 ? <p class="small">{basis.map((id) => bases[id]?.text ?? id).join("; ")}</p> : null}
      {category && decision.elements.length > 0 ? (
        <p class="small muted">
          {t("decision.elements", { list: named(elements[category], decision.elements) })}
        </p>
      ) : null}
      {decision.exceptions.length > 0 ? (
        <p class="small muted">{t("decision.exceptions", { count: decision.exceptions.length })}</p>
      ) : null}
    </>
  );
}

/** The frozen post that the decision covers. Its letter asks for exactly this. */
function DecidedOn({ decision: { frozen } }: { decision: DecisionView }) {
  const { t } = useLanguage();
  if (!frozen) return null;
  const names = [frozen.subject, ...frozen.aliases].join(", ");
  const account = [frozen.author, frozen.authorId].filter((name) => name !== undefined).join(" · ");
  return (
    <p class="small" data-testid="decided-on">
      <span class="muted">{t("decision.on")}: </span>
      {[frozen.address || undefined, names, account || undefined]
        .filter((part) => part !== undefined)
        .map((part) => (
          <span key={part} class="decided-part">
            <Foreign text={part} />
          </span>
        ))}
    </p>
  );
}

/** Panel votes. Until the decision is settled, the intake shows panelists only their own vote. */
function PanelVotes({ decision }: { decision: DecisionView }) {
  const { language, t } = useLanguage();
  const { state, votes, settledAt, review } = decision;
  if (state !== "disputed" && votes.length === 0 && !review) return null;
  return (
    <div class="votes">
      {state === "disputed" ? <p class="small muted">{t("decision.disputed")}</p> : null}
      {review ? <ReviewLine review={review} /> : null}
      {votes.map((vote) => (
        <p key={vote.id} class="small" data-testid="vote">
          <strong>{t(`vote.${vote.vote}`)}</strong>: <Foreign text={vote.reason} />{" "}
          <span class="muted">
            {t("review.by", { name: vote.by })}
            {vote.affiliation ? ` (${t(`affiliation.${vote.affiliation}`)})` : ""},{" "}
            {dateTime(language, vote.at)}
          </span>
        </p>
      ))}
      {settledAt ? (
        <p class="small muted">{t("decision.settled", { when: dateTime(language, settledAt) })}</p>
      ) : votes.length > 0 ? (
        <p class="small muted">{t("decision.votes", { count: votes.length, all: limits.panelVotes })}</p>
      ) : null}
    </div>
  );
}
