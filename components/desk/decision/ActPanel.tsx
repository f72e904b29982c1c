import type { Ref } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { isCanned } from "../../../utils/shared/policy/canned-analysis.ts";
import { elements as elementsOf, exceptions } from "../../../utils/shared/policy/decision-elements.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { PanelHead } from "../../ui/PanelHead.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { PanelGapText } from "../PanelStatus.tsx";
import type { KeyedAct } from "./act-keys.ts";
import { DecisionChoice } from "./DecisionChoice.tsx";
import { type DecisionDraft, withBuilt } from "./decision-draft.ts";
import { ProposedBeside } from "./ProposedBeside.tsx";
import { needsUnseenReason, reasonCharsOf, type useDecision } from "./use-decision.ts";

export interface ActPanelProps {
  act: KeyedAct;
  view: CaseView;
  decision: ReturnType<typeof useDecision>;
  /** Another person has claimed the case. The typed text is kept, but cannot be sent yet. */
  held: boolean;
  /** The evidence on the screen; undefined if the act concerns several cases. */
  evidence: Evidence | undefined;
  reasonRef: Ref<HTMLTextAreaElement>;
  onAll(): void;
  onLeave(): void;
}

export function ActPanel({ act, view, decision, held, evidence, reasonRef, onAll, onLeave }: ActPanelProps) {
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
      {act === "confirm" || act === "refuse" ? <ProposedBeside view={view} /> : null}
      <DecisionChoice
        view={view}
        draft={draft}
        unchosen={unchosen}
        problem={problem}
        evidence={evidence}
        change={change}
        onAll={onAll}
      />
      {act === "confirm" ? (
        <p>{t("decide.confirmHint")}</p>
      ) : (
        <Reason
          act={act}
          isFinal={view.panelGap !== undefined}
          draft={draft}
          evidence={evidence}
          missing={reasonMissing}
          inputRef={reasonRef}
          change={change}
        />
      )}
      {needsUnseenReason(view, act, draft) || unseen ? (
        <UnseenReason
          value={draft.unseenReason ?? ""}
          missing={unseen}
          onChange={(unseenReason) => change((old) => ({ ...old, unseenReason }))}
        />
      ) : null}
      {problem && !reasonMissing && !unseen ? <NotSent problem={problem} /> : null}
      <div class="buttons decide-buttons">
        <PanelStatus act={act} draft={draft} />
        <button
          type="button"
          class="button primary"
          data-testid={`decide-${act}`}
          aria-keyshortcuts="Control+Enter"
          title={t("decide.sendHint")}
          disabled={held}
          aria-disabled={busy !== undefined}
          onClick={() => void send(act)}
        >
          {t(busy === act ? busyText(act) : `act.${act}`)} <kbd>Ctrl ↵</kbd>
        </button>
      </div>
    </>
  );
}

/** Their first missing box is in view, with the focus. */
const markedCodes: ReadonlySet<Problem["code"]> = new Set(["elements-missing", "exceptions-unchecked"]);

/** Scrolled into view: the panel's foot would cover it, and the press would seem to have done nothing. */
function NotSent({ problem }: { problem: Problem }) {
  const { t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!markedCodes.has(problem.code)) box.current?.scrollIntoView({ block: "nearest" });
  }, [problem]);
  return (
    <div ref={box} class="not-sent">
      <Failure problem={problem} />
      {unsentCodes.has(problem.code) ? (
        <p class="small" data-testid="decide-unsent">
          {t("decide.unsent")}
        </p>
      ) : null}
    </div>
  );
}

/** Names what an approval still lacks; once complete, what follows when it is sent. */
function PanelStatus({ act, draft }: { act: KeyedAct; draft: DecisionDraft }) {
  const { t } = useLanguage();
  const lacking = act === "approve" ? lackingParts(draft) : undefined;
  if (lacking && Object.values(lacking).some((count) => count > 0))
    return (
      <span class="small warning-text" data-testid="decide-lacking">
        {t("decide.lacking", {
          list: [
            ...(lacking.elements > 0 ? [t("decide.lackingElements", { count: lacking.elements })] : []),
            ...(lacking.exceptions > 0 ? [t("decide.lackingExceptions", { count: lacking.exceptions })] : []),
            ...(lacking.reason > 0 ? [t("decide.lackingReason")] : []),
          ].join(", "),
        })}
      </span>
    );
  return (
    <span class="small muted">{t(needsSecond.has(act) ? "decide.needsSecond" : "decide.sendHint")}</span>
  );
}

function lackingParts({ category, elements, exceptions: checked, reasons }: DecisionDraft) {
  return {
    elements: elementsOf[category].filter(({ id }) => !elements.includes(id)).length,
    exceptions: exceptions.filter(({ id }) => !checked.includes(id)).length,
    reason: (reasons.approve ?? "").trim() === "" ? 1 : 0,
  };
}

interface ReasonProps {
  act: KeyedAct;
  /** No panel can settle a refusal. */
  isFinal: boolean;
  draft: DecisionDraft;
  evidence: Evidence | undefined;
  missing: boolean;
  inputRef: Ref<HTMLTextAreaElement>;
  change(next: (old: DecisionDraft) => DecisionDraft): void;
}

function Reason({ act, isFinal, draft, evidence, missing, inputRef, change }: ReasonProps) {
  const { language, t } = useLanguage();
  const value = draft.reasons[act] ?? "";
  const field = (
    <>
      <TextArea
        label={t(labelOf(act))}
        hint={t(hintOf(act, isFinal))}
        error={missing ? t("problem.reason-needed") : undefined}
        value={value}
        onChange={(written) => change((old) => ({ ...old, reasons: { ...old.reasons, [act]: written } }))}
        maxChars={reasonCharsOf(act)}
        rows={3}
        testId="decide-reason"
        inputRef={inputRef}
        required
      />
      <CannedMark act={act} draft={draft} />
    </>
  );
  if (act !== "approve") return <div class="block">{field}</div>;
  return (
    <ol class="steps steps-last">
      <li class="step">
        <h3 class="step-title">
          <span>{t("decide.stepWhy")}</span>
          <button
            type="button"
            class="button link"
            data-testid="decide-build"
            disabled={draft.elements.length === 0}
            onClick={() => change((old) => withBuilt(old, { language, evidence }))}
          >
            {t("decide.build")}
          </button>
        </h3>
        {field}
      </li>
    </ol>
  );
}

/** Marks a prepared text while it is written, as the intake will mark it for the second person. */
function CannedMark({ act, draft }: { act: KeyedAct; draft: DecisionDraft }) {
  const { t } = useLanguage();
  const reason = draft.reasons[act] ?? "";
  if (reason === "" || (act !== "approve" && act !== "reject")) return null;
  const { category, why } = draft;
  if (!isCanned(act === "approve" ? { reason, category } : { reason, why })) return null;
  return (
    <p class="small warning-text" data-testid="reason-canned">
      {t("decide.canned")}
    </p>
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
  useLayoutEffect(() => {
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
  // The session ended meanwhile; the text is there again after signing on.
  "sign-on-again",
  "device-unknown",
  "not-enrolled",
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
