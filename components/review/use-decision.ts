/** What a supervisor is about to decide, kept while the case is read again. */

import { useState } from "preact/hooks";
import type { CaseAct, CaseView } from "../../utils/contract/case.ts";
import type { ActionCode, CategoryCode } from "../../utils/contract/category.ts";
import type { AnswerInput, DecisionInput } from "../../utils/contract/decision.ts";
import type { RejectionCode } from "../../utils/contract/grounds.ts";
import type { Problem } from "../../utils/contract/problem.ts";
import { fail, type Result } from "../../utils/contract/result.ts";
import { basesInForce } from "../../utils/policy/bases.ts";
import { isActionAllowed, narrowestAction } from "../../utils/policy/categories.ts";
import { useKept } from "../shared/use-kept.ts";

export interface DecisionCalls {
  decide(caseId: string, input: DecisionInput): Promise<Result<unknown>>;
  answerDecision(decisionId: string, input: AnswerInput): Promise<Result<unknown>>;
}

export interface DecisionDraft {
  category: CategoryCode;
  action: ActionCode;
  basis: string[];
  elements: string[];
  exceptions: string[];
  why: RejectionCode;
  reason: string;
}

/** What the case itself suggests nothing about stays empty: the reason is the person's. */
function firstDraft(view: CaseView): DecisionDraft & { id: string } {
  return {
    // The same decision tried again carries the same id, so that it is taken once.
    id: crypto.randomUUID(),
    ...draftFor(view.category, view.reportList[0]?.action),
    elements: [],
    exceptions: [],
    why: "other",
    reason: "",
  };
}

function draftFor(
  category: CategoryCode,
  asked?: ActionCode,
): Pick<DecisionDraft, "category" | "action" | "basis"> {
  const action = asked !== undefined && isActionAllowed(category, asked) ? asked : narrowestAction(category);
  const basis = basesInForce(category, new Date().toISOString()).map(({ id }) => id);
  return { category, action, basis };
}

export function useDecision(view: CaseView, calls: DecisionCalls, onChanged: () => Promise<void>) {
  const kept = useKept(`decide:${view.id}`, () => firstDraft(view));
  const { id, ...draft } = kept.value;
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState<CaseAct>();
  const [saved, setSaved] = useState(false);

  const act = async (name: CaseAct) => {
    if (busy !== undefined) return;
    const reason = draft.reason.trim();
    if (reason === "" && name !== "confirm" && name !== "undo") {
      setProblem(fail("reason-needed").problem);
      return;
    }
    setBusy(name);
    setProblem(undefined);
    setSaved(false);
    const result = await run(name, reason);
    setBusy(undefined);
    if (result.ok) {
      kept.clear();
      setSaved(true);
    } else setProblem(result.problem);
    if (result.ok || rereadAfter.has(result.problem.code)) await onChanged();
  };

  const run = (name: CaseAct, reason: string): Promise<Result<unknown>> => {
    const base = { id, reason, caseVersion: view.version };
    if (name === "reject") return calls.decide(view.id, { ...base, act: name, why: draft.why });
    if (name === "approve") {
      const { category, action, basis, elements, exceptions } = draft;
      return calls.decide(view.id, { ...base, act: name, category, action, basis, elements, exceptions });
    }
    if (name !== "confirm" && name !== "refuse" && name !== "undo")
      return Promise.resolve(fail("role-forbidden"));
    const proposed = view.decisions.find((decision) => decision.state === "proposed");
    if (!proposed) return Promise.resolve(fail("nothing-to-confirm"));
    return calls.answerDecision(proposed.id, { answer: name, ...(reason === "" ? {} : { reason }) });
  };

  return {
    draft,
    problem,
    busy,
    saved,
    act,
    change: (part: Partial<DecisionDraft>) => kept.set((old) => ({ ...old, ...part })),
    pickCategory: (category: CategoryCode) =>
      kept.set((old) => ({ ...old, ...draftFor(category, old.action) })),
  };
}

const rereadAfter: ReadonlySet<Problem["code"]> = new Set([
  "case-changed",
  "case-closed",
  "conflict",
  "nothing-to-confirm",
  "own-report",
  "own-decision",
]);
