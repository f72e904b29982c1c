import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { Reappearance as Back, CaseAct, CaseView } from "../../../utils/shared/contract/case.ts";
import type { CaseReview, Verdict } from "../../../utils/shared/contract/review.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { agreementOn } from "../../../utils/shared/policy/reviewer-agreement.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { initialReport } from "../decision/current-decision.ts";
import { DecidePanel } from "../decision/DecidePanel.tsx";
import { Decisions } from "../decision/Decisions.tsx";
import { QueuePosition } from "../decision/QueuePosition.tsx";
import { FollowUpPartsContext } from "../follow-up-parts.ts";
import { Objections } from "../objections/Objections.tsx";
import { CaseAssignment } from "./CaseAssignment.tsx";
import { CaseContext, type CaseContextHandle } from "./CaseContext.tsx";
import { CaseEvidence } from "./CaseEvidence.tsx";
import { CaseFacts } from "./CaseFacts.tsx";
import type { TeamworkCalls } from "./CaseNotes.tsx";
import { LegalHolds } from "./CaseSeal.tsx";
import { CompareCaptures } from "./CompareCaptures.tsx";
import type { CaseCalls } from "./case-calls.ts";
import { useCaseChanges } from "./case-changes.ts";
import { GoldenCaseSection } from "./GoldenCaseSection.tsx";
import { PictureSet } from "./PictureSet.tsx";
import { ReportCards } from "./ReportCards.tsx";
import { ReviewCard, SelfReviews } from "./ReviewCard.tsx";
import { useClaim } from "./use-claim.ts";

export interface CaseBodyProps {
  view: CaseView;
  calls: CaseCalls;
  /** Opens the request form immediately. */
  making: boolean;
  reload(): Promise<void>;
  onOpen(caseId: string): void;
  onChanged(): Promise<void>;
}

/**
 * Notice that content a platform had acted on has come back as this case, with a link to the earlier case.
 */
function ReappearanceNotice({ back, onOpen }: { back: Back; onOpen(caseId: string): void }) {
  const { t } = useLanguage();
  const { caseId, number, why } = back;
  return (
    <div class="message warning" data-testid="reappearance" data-why={why}>
      <p>{t(`back.${why}`, { number })}</p>
      <button type="button" class="button link" onClick={() => onOpen(caseId)}>
        {t("back.open")}
      </button>
    </div>
  );
}

/**
 * Agreement between reviewers, most frequent verdict first. Minority verdicts are always shown and never
 * averaged.
 */
function Agreement({ reviews }: { reviews: readonly CaseReview[] }) {
  const { t } = useLanguage();
  const voices = reviews.filter(({ replaced, tied }) => !replaced && (!tied || tied === "reviewer"));
  const counted = voices.filter(({ weight }) => weight > 0);
  const beside = voices.length - counted.length;
  const kin = counted.filter(({ tied }) => tied === "reviewer").length;
  return (
    <>
      {counted.length > 0 ? <MajorityVerdict reviews={counted} /> : null}
      {kin > 1 ? <p class="small">{t("agree.kin", { count: kin })}</p> : null}
      {beside > 0 ? <p class="small muted">{t("agree.beside", { count: beside })}</p> : null}
    </>
  );
}

function MajorityVerdict({ reviews }: { reviews: readonly CaseReview[] }) {
  const { t } = useLanguage();
  const counts = new Map<Verdict, number>();
  for (const { verdict } of reviews) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const [first, ...others] = [...counts].sort(([, a], [, b]) => b - a);
  if (!first) return null;
  const [verdict, most] = first;
  const count = reviews.length;
  const names = (list: [Verdict, number][]) =>
    list
      .map(([other, times]) => t("agree.dissentOne", { count: times, verdict: t(`verdict.${other}`) }))
      .join(", ");
  const words = t(`verdict.${verdict}`);
  if (others.length === 0) return <p data-testid="agreement">{t("agree.all", { count, verdict: words })}</p>;
  const split = 2 * most <= count;
  const { majority: said } = agreementOn(reviews);
  const isLight = said === undefined && (verdict === "violates" || verdict === "does-not");
  const majority = t(isLight ? "agree.light" : "agree.most", { most, count, verdict: words });
  return (
    <p data-testid="agreement">
      {split ? t("agree.split", { count }) : majority}
      {". "}
      {t("agree.dissent", { names: names(split ? [first, ...others] : others) })}
    </p>
  );
}

function Reviews({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  if (view.reviews.length === 0 && !view.reviewAsked) return null;
  return (
    <section class="block">
      <h2>{t("review.reviews")}</h2>
      {view.reviewAsked ? <p class="small muted">{t("ask.reviewersWaiting")}</p> : null}
      <Agreement reviews={view.reviews} />
      <div class="reviews">
        {view.reviews.map((review) => (
          <ReviewCard key={review.id} review={review} category={view.category} />
        ))}
      </div>
    </section>
  );
}

function Questions({ view }: { view: CaseView }) {
  const { language, t } = useLanguage();
  if (view.questions.length === 0) return null;
  return (
    <section class="block">
      <h2>{t("ask.title")}</h2>
      {view.questions.map((question) => (
        <div
          key={question.id}
          class="card"
          data-testid="question"
          data-answered={question.answer !== undefined}
        >
          <p>
            <Foreign text={question.text} />
          </p>
          <p class="small muted">
            {view.reportList.find(({ id }) => id === question.reportId)?.number}{" "}
            {dateTime(language, question.at)}
          </p>
          {question.answer === undefined ? (
            <p class="tag warning">{t("ask.waiting")}</p>
          ) : (
            <p>
              <strong>
                <Foreign text={question.answer} />
              </strong>
            </p>
          )}
        </div>
      ))}
    </section>
  );
}

export function CaseBody({ view, calls, making, reload, onOpen, onChanged }: CaseBodyProps) {
  const { t } = useLanguage();
  const { CaseRequests, CaseReferrals } = useContext(FollowUpPartsContext);
  const [chosen, setChosen] = useState<string>();
  const [compares, setCompares] = useState(false);
  const context = useRef<CaseContextHandle>(null);
  const claim = useClaim(view, view.can.some(needsClaim), calls, reload);
  const changes = useCaseChanges(view);
  useSeen(view, calls.teamwork);
  const report = view.reportList.find(({ id }) => id === chosen) ?? initialReport(view);
  return (
    <div class="case-body">
      <div class="case-main">
        <LegalHolds view={view} />
        {report ? (
          <PictureSet>
            <CaseEvidence view={view} report={report} calls={calls} onRevealed={reload} />
            {compares && view.reportList.length > 1 ? (
              <CompareCaptures
                view={view}
                shown={report}
                calls={calls}
                onRevealed={reload}
                onLeave={() => setCompares(false)}
              />
            ) : null}
            <CaseFacts view={view} report={report} />
            <ReportCards
              view={view}
              shown={report}
              news={changes.reports}
              onShow={setChosen}
              onCompare={compares ? undefined : () => setCompares(true)}
            />
          </PictureSet>
        ) : (
          <p class="muted">{t("case.noReports")}</p>
        )}
        <QueuePosition row={view} />
      </div>
      <div class="case-side">
        {calls.teamwork && !isOver(view) ? (
          <CaseAssignment
            view={view}
            calls={calls.teamwork}
            mayTake={view.can.some(needsClaim)}
            onChanged={onChanged}
          />
        ) : null}
        <Decisions view={view} />
        {calls.requests && isDecided(view) ? (
          <CaseRequests view={view} desk={calls.requests} making={making} onChanged={reload} />
        ) : null}
        {calls.referrals && isDecided(view) ? (
          <CaseReferrals view={view} desk={calls.referrals} onChanged={reload} />
        ) : null}
        <DecidePanel
          view={view}
          heldId={view.id}
          calls={calls}
          claim={claim}
          evidence={report?.evidence}
          changes={changes}
          onChanged={onChanged}
          onRegroup={() => context.current?.showSimilar()}
        />
        <Objections view={view} calls={calls} onChanged={onChanged} />
        <Reviews view={view} />
        <GoldenCaseSection view={view} calls={calls} onChanged={reload} />
        <SelfReviews view={view} />
        <Questions view={view} />
        {view.reappearanceOf ? <ReappearanceNotice back={view.reappearanceOf} onOpen={onOpen} /> : null}
        <CaseContext
          view={view}
          calls={calls}
          reload={reload}
          onOpen={onOpen}
          onChanged={onChanged}
          news={changes.entries}
          handle={context}
        />
      </div>
    </div>
  );
}

const isOver = ({ state }: CaseView) => state === "approved" || state === "rejected" || state === "escalated";

/** An opened case ends the viewer's alerts about its notes and its assignment. */
function useSeen(view: CaseView, calls: TeamworkCalls | undefined): void {
  const waits = view.mentioned === true || view.assigned?.own === true;
  useEffect(() => {
    if (waits) void calls?.seeTeamwork(view.id);
  }, [view.id, waits]);
}

/** Requests can be made only after a confirmed decision. */
const isDecided = ({ decisions }: CaseView) => decisions.some(({ state }) => state === "confirmed");

/** Acts that need no claim: a vote, undoing one's own proposal, and a reversal of a decided case. */
const needsClaim = (act: CaseAct) => act !== "vote" && act !== "undo" && act !== "reverse";
