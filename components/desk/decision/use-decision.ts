/** State of a supervisor's decision. Kept while the case reloads or the popup is closed. */

import { useState } from "preact/hooks";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { AnswerInput, DecisionInput, VoteInput } from "../../../utils/shared/contract/decision.ts";
import type { QuestionInput } from "../../../utils/shared/contract/desk.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { fail, type Result } from "../../../utils/shared/contract/result.ts";
import { usePersistedState } from "../../ui/use-kept.ts";
import type { KeyedAct } from "./act-keys.ts";
import { type DecisionDraft, firstDraft, missingGrounds, verdictOf } from "./decision-draft.ts";
import { reversalOf } from "./reversal.ts";

export interface DecisionCalls {
  decide(caseId: string, input: DecisionInput): Promise<Result<unknown>>;
  /** Resolves to undefined if the person took it back before it was sent. */
  answerDecision(decisionId: string, input: AnswerInput): Promise<Result<unknown> | undefined>;
  /** Undefined: likewise. */
  vote(decisionId: string, input: VoteInput): Promise<Result<unknown> | undefined>;
  askReporter(caseId: string, input: QuestionInput): Promise<Result<unknown>>;
  askReviewers(caseId: string, reason: string): Promise<Result<unknown>>;
}

/** A choice that is still missing. */
export type MissingChoice = "why" | "agency" | "newCategory";

export function useDecision(view: CaseView, calls: DecisionCalls, onChanged: () => Promise<void>) {
  const kept = usePersistedState<DecisionDraft>(`decide:${view.id}`, () => firstDraft(view));
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

  const send = async (act: KeyedAct) => {
    if (busy !== undefined) return;
    setSaved(false);
    const lacking = missingPart(act, draft);
    setUnchosen(lacking === "choice" ? missingChoiceOf[act] : undefined);
    if (lacking === "choice") return setProblem(undefined);
    if (lacking) return setProblem(fail(lacking).problem);
    setBusy(act);
    setProblem(undefined);
    const result = await sendAct(view, draft, act, calls);
    if (!result) return setBusy(undefined);
    if (result.ok) {
      if (draftEndingActs.has(act)) kept.clear();
      else
        kept.set((old) => ({
          ...old,
          id: crypto.randomUUID(),
          open: undefined,
          reasons: { ...old.reasons, [act]: "" },
        }));
    } else setProblem(result.problem);
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

function sendAct(
  view: CaseView,
  draft: DecisionDraft,
  act: KeyedAct,
  calls: DecisionCalls,
): Promise<Result<unknown> | undefined> {
  const { id } = draft;
  const reason = draft.reasons[act]?.trim() ?? "";
  const verdict = verdictOf(draft, act);
  const onCase = { id, caseVersion: view.version };
  if (verdict?.act === "approve" || verdict?.act === "reject") {
    const reverses = reversalOf(view)?.reverses;
    return calls.decide(view.id, { ...verdict, ...onCase, ...(reverses ? { reverses } : {}) });
  }
  if (verdict) return calls.decide(view.id, { ...verdict, ...onCase });
  if (act === "ask-reviewers") return calls.askReviewers(view.id, reason);
  if (act === "ask")
    return calls.askReporter(view.id, { id, text: reason, reportId: askedReport(view, draft) });
  const waits = act === "uphold" || act === "overturn" ? "disputed" : "proposed";
  const decision = view.decisions.find(({ state }) => state === waits);
  if (!decision) return Promise.resolve(fail("nothing-to-confirm"));
  if (act === "uphold" || act === "overturn") return calls.vote(decision.id, { id, vote: act, reason });
  if (act !== "confirm" && act !== "refuse" && act !== "undo") return Promise.resolve(fail("role-forbidden"));
  return calls.answerDecision(decision.id, { answer: act, ...(reason === "" ? {} : { reason }) });
}

/** The report whose reporter is asked: the chosen one, else the first not withdrawn. */
export function askedReport(view: CaseView, draft: DecisionDraft): string {
  const standing = view.reportList.filter(({ withdrawnAt }) => withdrawnAt === undefined);
  return draft.reportId ?? standing[0]?.id ?? view.reportList[0]?.id ?? "";
}

function missingPart(act: KeyedAct, draft: DecisionDraft) {
  if (act === "confirm" || act === "undo") return undefined;
  if (missingChoiceOf[act] && !verdictOf(draft, act)) return "choice";
  const grounds = act === "approve" ? missingGrounds(draft) : undefined;
  if (grounds) return grounds;
  return (draft.reasons[act]?.trim() ?? "") === "" ? "reason-needed" : undefined;
}

const missingPartCodes: ReadonlySet<Problem["code"]> = new Set([
  "reason-needed",
  "elements-missing",
  "exceptions-unchecked",
]);

/** True if the draft no longer lacks the shown problem's part. */
function isResolved(shown: Problem | undefined, draft: DecisionDraft): boolean {
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
  "took-part",
]);
