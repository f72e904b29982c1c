/** State of a supervisor's decision. Kept while the case reloads or the popup is closed. */

import { useState } from "preact/hooks";
import type { Acts, Holdable } from "../../../utils/extension/desk/client.ts";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { fail, type Result } from "../../../utils/shared/contract/result.ts";
import { refuseTooLong } from "../../ui/TextArea.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import type { KeyedAct } from "./act-keys.ts";
import { votableDecision } from "./current-decision.ts";
import { type DecisionDraft, firstDraft, missingGrounds, unseenPart, verdictOf } from "./decision-draft.ts";
import { reversalOf } from "./reversal.ts";

export type DecisionCalls = Acts<"decide" | "askReporter" | "askReviewers"> &
  Holdable<"answerDecision" | "vote">;

/** Longest reason of the act, or longest question. */
export const reasonCharsOf = (act: KeyedAct) => (act === "ask" ? limits.questionChars : limits.reasonChars);

/** A choice that is still missing. */
export type MissingChoice = "why" | "agency" | "newCategory";

export interface DecisionEvents {
  onChanged(): Promise<void>;
  /** Another window of the person has sent the draft. */
  onSentElsewhere?: (() => void) | undefined;
}

export function useDecision(view: CaseView, calls: DecisionCalls, events: DecisionEvents) {
  const { onChanged, onSentElsewhere } = events;
  const kept = useDraft<DecisionDraft>(
    `decide:${view.id}`,
    () => firstDraft(view),
    (old) => {
      onSentElsewhere?.();
      void onChanged();
      // The text stays. Sending it from this window is a separate act.
      return { ...old, id: crypto.randomUUID() };
    },
  );
  const draft = kept.value;
  const [problem, setProblem] = useState<Problem>();
  const [unchosen, setUnchosen] = useState<MissingChoice>();
  const [busy, setBusy] = useState<KeyedAct>();
  const [saved, setSaved] = useState(false);

  const change = (next: (old: DecisionDraft) => DecisionDraft) => {
    setUnchosen(undefined);
    kept.set((old) => {
      const changed = next(old);
      setProblem((shown) => (isResolved(shown, changed) ? undefined : shown));
      return changed;
    });
  };

  /** Shows what the act still lacks. */
  const isComplete = (act: KeyedAct): boolean => {
    const lacking = missingPart(act, draft) ?? missingLook(view, act, draft);
    setUnchosen(lacking === "choice" ? missingChoiceOf[act] : undefined);
    setProblem(lacking === undefined || lacking === "choice" ? undefined : fail(lacking).problem);
    return lacking === undefined && !refusesText(view, act, draft);
  };

  const send = async (act: KeyedAct) => {
    if (busy !== undefined) return;
    setSaved(false);
    if (!isComplete(act)) return;
    setBusy(act);
    const result = await sendAct(view, draft, act, calls);
    if (!result) return setBusy(undefined);
    if (!result.ok) setProblem(result.problem);
    if (result.ok && draftEndingActs.has(act)) kept.clear();
    else kept.set((old) => (result.ok ? afterQuestion(old, act) : afterRefusal(old, result.problem)));
    // Keeps the form busy until the case is reloaded.
    if (result.ok || reloadCodes.has(result.problem.code)) await onChanged();
    setBusy(undefined);
    setSaved(result.ok);
  };

  return {
    draft,
    problem,
    unchosen,
    busy,
    saved,
    change,
    send,
    open(act: KeyedAct | undefined) {
      setProblem(undefined);
      setSaved(false);
      change((old) => ({ ...old, open: act }));
    },
  };
}

/** Clears a sent question and keeps the rest of the draft. */
function afterQuestion(draft: DecisionDraft, act: KeyedAct): DecisionDraft {
  return {
    ...draft,
    id: crypto.randomUUID(),
    open: undefined,
    reasons: { ...draft.reasons, [act]: "" },
  };
}

/** After a conflict the id is an earlier act's whose answer was lost. */
function afterRefusal(draft: DecisionDraft, { code }: Problem): DecisionDraft {
  return code === "conflict" ? { ...draft, id: crypto.randomUUID() } : draft;
}

type Sent = Promise<Result<unknown> | undefined>;

function sendAct(view: CaseView, draft: DecisionDraft, act: KeyedAct, calls: DecisionCalls): Sent {
  const { id } = draft;
  const reason = draft.reasons[act]?.trim() ?? "";
  const verdict = verdictOf(draft, act);
  if (verdict) {
    const reverses = reversalOf(view)?.reverses;
    const onCase = { id, caseVersion: view.version };
    const mayReverse = verdict.act === "approve" || verdict.act === "reject";
    return calls.decide(view.id, {
      ...verdict,
      ...onCase,
      ...(mayReverse && reverses ? { reverses } : {}),
    });
  }
  if (act === "ask-reviewers") return calls.askReviewers(view.id, reason);
  if (act === "ask")
    return calls.askReporter(view.id, { id, text: reason, reportId: askedReport(view, draft) });
  return answer(view, act, { id, reason, ...unseenPart(draft) }, calls);
}

/** Answers a proposed decision, or votes on a disputed one. */
function answer(
  view: CaseView,
  act: KeyedAct,
  { id, reason, unseenReason }: { id: string; reason: string; unseenReason?: string },
  calls: DecisionCalls,
): Sent {
  const isVote = act === "uphold" || act === "overturn";
  const decision = isVote ? votableDecision(view) : view.decisions.find(({ state }) => state === "proposed");
  if (!decision) return Promise.resolve(fail("nothing-to-confirm"));
  if (isVote) return calls.vote(decision.id, { id, vote: act, reason });
  if (act !== "confirm" && act !== "refuse" && act !== "undo") return Promise.resolve(fail("role-forbidden"));
  return calls.answerDecision(decision.id, {
    answer: act,
    ...(reason === "" ? {} : { reason }),
    ...(act === "confirm" && unseenReason ? { unseenReason } : {}),
  });
}

/** The report whose reporter is asked: the chosen one, else the first not withdrawn. */
export function askedReport(view: CaseView, draft: DecisionDraft): string {
  const liveReports = view.reportList.filter(({ withdrawnAt }) => withdrawnAt === undefined);
  return draft.reportId ?? liveReports[0]?.id ?? view.reportList[0]?.id ?? "";
}

function missingPart(act: KeyedAct, draft: DecisionDraft) {
  if (act === "confirm" || act === "undo") return undefined;
  if (missingChoiceOf[act] && !verdictOf(draft, act)) return "choice";
  const grounds = act === "approve" ? missingGrounds(draft) : undefined;
  if (grounds) return grounds;
  return (draft.reasons[act]?.trim() ?? "") === "" ? "reason-needed" : undefined;
}

/** True if the act approves, or confirms an approval. */
function approves({ decisions }: CaseView, act: KeyedAct): boolean {
  const proposed = decisions.find(({ state }) => state === "proposed");
  return act === "approve" || (act === "confirm" && proposed?.act === "approve");
}

/**
 * True if the intake will ask why the evidence was not opened. Child sexual abuse material never has to be opened.
 */
export function needsUnseenReason(view: CaseView, act: KeyedAct, draft: DecisionDraft): boolean {
  const opensNothing = act === "approve" && draft.category === "PORNO_ANAK";
  return view.look === "unopened" && approves(view, act) && !opensNothing;
}

/** The intake checks it again, from the audit log. */
function missingLook(view: CaseView, act: KeyedAct, draft: DecisionDraft) {
  return needsUnseenReason(view, act, draft) && unseenPart(draft).unseenReason === undefined
    ? "unseen-reason-needed"
    : undefined;
}

function refusesText(view: CaseView, act: KeyedAct, draft: DecisionDraft): boolean {
  const { reasons, unseenReason = "" } = draft;
  if (refuseTooLong(reasons[act] ?? "", reasonCharsOf(act))) return true;
  return needsUnseenReason(view, act, draft) && refuseTooLong(unseenReason, limits.reasonChars);
}

const missingPartCodes: ReadonlySet<Problem["code"]> = new Set([
  "reason-needed",
  "elements-missing",
  "exceptions-unchecked",
]);

/** True if the draft no longer lacks the shown problem's part. */
function isResolved(shown: Problem | undefined, draft: DecisionDraft): boolean {
  if (shown?.code === "unseen-reason-needed") return unseenPart(draft).unseenReason !== undefined;
  if (!shown || !draft.open || !missingPartCodes.has(shown.code)) return false;
  return missingPart(draft.open, draft) !== shown.code;
}

const missingChoiceOf: Partial<Record<KeyedAct, MissingChoice>> = {
  reject: "why",
  escalate: "agency",
  recategorise: "newCategory",
};

/** Acts after which the draft is discarded. */
const draftEndingActs: ReadonlySet<KeyedAct> = new Set<KeyedAct>([
  "approve",
  "reject",
  "recategorise",
  "escalate",
  "confirm",
  "refuse",
  "undo",
  "uphold",
  "overturn",
]);

const reloadCodes: ReadonlySet<Problem["code"]> = new Set([
  "case-changed",
  "case-closed",
  "case-claimed",
  "conflict",
  "nothing-to-confirm",
  "own-report",
  "own-decision",
  "already-voted",
  "seat-reserved",
  "took-part",
]);
