/** State of the answer to an objection. Kept while the case reloads. */

import { useState } from "preact/hooks";
import type { Holdable } from "../../../utils/extension/desk/client.ts";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { HearingInput, ObjectionView } from "../../../utils/shared/contract/objection.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { fail } from "../../../utils/shared/contract/result.ts";
import { refuseTooLong } from "../../ui/TextArea.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { type DecisionDraft, firstDraft, missingGrounds, verdictOf } from "../decision/decision-draft.ts";
import { oppositeOf, type ReversingAct, reversingIn } from "../decision/reversal.ts";

export type HearingCalls = Holdable<"hearObjection">;

export interface HearingDraft {
  id: string;
  outcome?: HearingInput["outcome"];
  /** Shared by the hearing and the decision proposed with it. */
  reason: string;
  decision: DecisionDraft;
}

type MissingPart = "outcome" | "why" | "reason";

export function useHearing(
  view: CaseView,
  { id, decisionId, dismissal }: ObjectionView,
  calls: HearingCalls,
  onChanged: () => Promise<void>,
) {
  const kept = useDraft<HearingDraft>(
    `hear:${id}`,
    () => ({ id: crypto.randomUUID(), reason: "", decision: firstDraft(view) }),
    (old) => {
      void onChanged();
      // The text stays. Sending it from this window is a separate act.
      return { ...old, id: crypto.randomUUID() };
    },
  );
  const [lacks, setLacks] = useState<MissingPart>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const act = reversalFor(view, decisionId);
  const isConfirmation = kept.value.outcome === "dismissed" && dismissal?.own === false;
  // A confirmation repeats the first person's reason.
  const sent = isConfirmation ? { ...kept.value, reason: dismissal.reason } : kept.value;
  const change = (next: (old: HearingDraft) => HearingDraft) => {
    setLacks(undefined);
    kept.set((old) => {
      const changed = next(old);
      setProblem((shown) => (shown && isResolved(shown.code, changed.decision) ? undefined : shown));
      return changed;
    });
  };

  const send = async () => {
    if (busy) return;
    const made = inputOf(sent, view.version, act);
    setLacks(made.lacks);
    setProblem(made.problem);
    if (!made.input || refuseTooLong(sent.reason, limits.reasonChars)) return;
    setBusy(true);
    const heard = await calls.hearObjection(id, made.input);
    if (!heard) return setBusy(false);
    if (heard.ok) kept.clear();
    else setProblem(heard.problem);
    if (heard.ok || reloadCodes.has(heard.problem.code)) await onChanged();
    setBusy(false);
  };

  return {
    draft: kept.value,
    act,
    isConfirmation,
    lacks,
    problem,
    busy,
    change,
    send,
    /** The text generated for an approval becomes the hearing's reason. */
    changeDecision: (next: (old: DecisionDraft) => DecisionDraft) =>
      change((old) => {
        const form = act ?? "reject";
        const decision = next({ ...old.decision, open: form, reasons: { [form]: old.reason } });
        return { ...old, decision, reason: decision.reasons[form] ?? "" };
      }),
  };
}

/**
 * Returns the act that reverses the decision in force: the contested one, or a later one by the same act. Undefined if
 * the opposite is in force already, or a reversal is proposed.
 */
function reversalFor(view: CaseView, decisionId: string): ReversingAct | undefined {
  const contested = view.decisions.find((decision) => decision.id === decisionId);
  const inForce = view.decisions.find(
    ({ act, state, reversedAt }) =>
      act === contested?.act && state === "confirmed" && reversedAt === undefined,
  );
  if (!inForce || reversingIn(view, inForce.id)) return undefined;
  return oppositeOf(inForce.act);
}

function inputOf(
  { id, outcome, reason: typed, decision }: HearingDraft,
  caseVersion: number,
  act: ReversingAct | undefined,
): { input?: HearingInput; lacks?: MissingPart; problem?: Problem } {
  const reason = typed.trim();
  if (outcome === undefined) return { lacks: "outcome" };
  if (outcome === "upheld" && act !== undefined) {
    const verdict = verdictOf({ ...decision, reasons: { [act]: reason } }, act);
    if (!verdict || (verdict.act !== "approve" && verdict.act !== "reject")) return { lacks: "why" };
    const missing = act === "approve" ? missingGrounds(decision) : undefined;
    if (missing) return { problem: fail(missing).problem };
    if (reason === "") return { lacks: "reason" };
    return { input: { id, outcome, reason, reversal: { ...verdict, id: decision.id, caseVersion } } };
  }
  return reason === "" ? { lacks: "reason" } : { input: { id, outcome, reason } };
}

/** True if the shown problem is about a missing tick and no longer applies. */
function isResolved(code: Problem["code"], decision: DecisionDraft): boolean {
  return (
    (code === "elements-missing" || code === "exceptions-unchecked") && missingGrounds(decision) !== code
  );
}

const reloadCodes: ReadonlySet<Problem["code"]> = new Set([
  "case-changed",
  "case-closed",
  "case-claimed",
  "conflict",
  "objection-heard",
  "own-decision",
  "took-part",
]);
