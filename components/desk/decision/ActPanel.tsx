import type { Ref } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { PanelGapText } from "../PanelStatus.tsx";
import type { KeyedAct } from "./act-keys.ts";
import { DecisionChoice } from "./DecisionChoice.tsx";
import { needsUnseenReason, type useDecision } from "./use-decision.ts";

export interface ActPanelProps {
  act: KeyedAct;
  view: CaseView;
  decision: ReturnType<typeof useDecision>;
  /** Another person has claimed the case. The typed text is kept, but cannot be sent yet. */
  held: boolean;
  reasonRef: Ref<HTMLTextAreaElement>;
  onAll(): void;
  onLeave(): void;
}

export function ActPanel({ act, view, decision, held, reasonRef, onAll, onLeave }: ActPanelProps) {
  const { t } = useLanguage();
  const { draft, problem, unchosen, busy, change, send } = decision;
  const reasonMissing = problem?.code === "reason-needed";
  const unseen = problem?.code === "unseen-reason-needed";
  const reverses = view.can.includes("reverse");
  return (
    <>
      <PanelHead
        title={reverses ? `${t("act.reverse")}: ${t(`act.${act}`)}` : t(`act.${act}`)}
        leave={t("decide.leave")}
        testId="decide-leave"
        onLeave={onLeave}
      />
      {reverses ? <p>{t("decide.reverseHint")}</p> : null}
      {act === "refuse" ? <FinalRefusal gap={view.panelGap} /> : null}
      <DecisionChoice
        view={view}
        draft={draft}
        unchosen={unchosen}
        problem={problem}
        change={change}
        onAll={onAll}
      />
      {act === "confirm" ? (
        <Proposal view={view} />
      ) : (
        <Reason
          act={act}
          isFinal={view.panelGap !== undefined}
          value={draft.reasons[act] ?? ""}
          missing={reasonMissing}
          inputRef={reasonRef}
          onChange={(value) => change((old) => ({ ...old, reasons: { ...old.reasons, [act]: value } }))}
        />
      )}
      {needsUnseenReason(view, act, draft) || unseen ? (
        <UnseenReason
          value={draft.unseenReason ?? ""}
          missing={unseen}
          onChange={(unseenReason) => change((old) => ({ ...old, unseenReason }))}
        />
      ) : null}
      {problem && !reasonMissing && !unseen ? <Failure problem={problem} /> : null}
      {problem && unsentCodes.has(problem.code) ? (
        <p class="small" data-testid="decide-unsent">
          {t("decide.unsent")}
        </p>
      ) : null}
      <div class="buttons decide-buttons">
        <span class="small muted">{t("decide.sendHint")}</span>
        <button
          type="button"
          class="button primary"
          data-testid={`decide-${act}`}
          aria-keyshortcuts="Control+Enter"
          disabled={busy !== undefined || held}
          onClick={() => void send(act)}
        >
          {t(busy === act ? busyText(act) : `act.${act}`)}
        </button>
      </div>
      {needsSecond.has(act) ? <p class="small muted">{t("decide.needsSecond")}</p> : null}
    </>
  );
}

function Proposal({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  const proposed = view.decisions.find(({ state }) => state === "proposed");
  return (
    <p>
      {proposed
        ? `${t("decide.proposal", { name: proposed.by ?? t("review.byOther"), act: t(`act.${proposed.act}`) })}. `
        : ""}
      {t("decide.confirmHint")}
    </p>
  );
}

interface ReasonProps {
  act: KeyedAct;
  /** No panel can settle a refusal. */
  isFinal: boolean;
  value: string;
  missing: boolean;
  inputRef: Ref<HTMLTextAreaElement>;
  onChange(value: string): void;
}

function Reason({ act, isFinal, value, missing, inputRef, onChange }: ReasonProps) {
  const { t } = useLanguage();
  return (
    <TextArea
      label={t(labelOf(act))}
      hint={t(hintOf(act, isFinal))}
      error={missing ? t("problem.reason-needed") : undefined}
      value={value}
      onChange={onChange}
      maxChars={act === "ask" ? limits.questionChars : limits.reasonChars}
      rows={3}
      testId="decide-reason"
      inputRef={inputRef}
      required
    />
  );
}

/** Tells before a refusal that no panel can be formed. */
function FinalRefusal({ gap }: { gap: CaseView["panelGap"] }) {
  const { t } = useLanguage();
  if (!gap) return null;
  return (
    <p class="message" data-testid="refuse-final">
      <span>
        {t("decide.refuseFinal")} <PanelGapText gap={gap} />
      </span>
    </p>
  );
}

interface UnseenReasonProps {
  value: string;
  missing: boolean;
  onChange(value: string): void;
}

/** Asks why the person approves without having opened the evidence. Focused when it is missing. */
function UnseenReason({ value, missing, onChange }: UnseenReasonProps) {
  const { t } = useLanguage();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (missing) field.current?.focus();
  }, [missing]);
  return (
    <TextArea
      label={t("decide.unseenReason")}
      hint={t("decide.unseenHint")}
      error={missing ? t("problem.unseen-reason-needed") : undefined}
      value={value}
      onChange={onChange}
      maxChars={limits.reasonChars}
      rows={2}
      testId="decide-unseen"
      inputRef={field}
      required
    />
  );
}

/** Problems after which the same act can be sent again: the intake did not receive it. */
const unsentCodes: ReadonlySet<Problem["code"]> = new Set([
  "offline",
  "intake-unreachable",
  "intake-unavailable",
]);

const needsSecond: ReadonlySet<KeyedAct> = new Set(["approve", "reject", "escalate", "recategorise"]);

/** Held before they are sent. */
const delayedActs: ReadonlySet<KeyedAct> = new Set(["confirm", "uphold", "overturn"]);

const busyText = (act: KeyedAct) => (delayedActs.has(act) ? "decide.waiting" : "decide.saving");

function labelOf(act: KeyedAct) {
  if (act === "ask") return "ask.text";
  return act === "approve" ? "decide.analysis" : "decide.reason";
}

function hintOf(act: KeyedAct, isFinal: boolean) {
  if (act === "approve") return "decide.analysisHint";
  if (act === "refuse") return isFinal ? "decide.refuseFinalHint" : "decide.refuseHint";
  if (act === "ask") return "ask.hint";
  if (act === "ask-reviewers") return "ask.reviewersHint";
  return act === "uphold" || act === "overturn" ? "decide.voteHint" : "decide.whyHint";
}
