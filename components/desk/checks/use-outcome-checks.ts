/** State of the outcome checks: due list, open address, reading and result. */

import { useRef, useState } from "preact/hooks";
import type { CheckStatement, OutcomeReading } from "../../../utils/extension/desk/outcome-checks.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type {
  OutcomeCheckInput,
  OutcomeCheckTask,
  OutcomeCheckView,
} from "../../../utils/shared/contract/outcome-check.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { refuseTooLong } from "../../ui/TextArea.tsx";
import { useLoad } from "../../ui/use-load.ts";
import { usePersistedState } from "../../ui/use-persisted-state.ts";
import type { OutcomeCheckCalls } from "../requests/request-calls.ts";

export type CheckStep = "opening" | "reading" | "saving" | "idle";

/** Kept because a click on the page closes the popup. */
interface CheckedTab {
  itemId?: string | undefined;
  tabId?: number | undefined;
}

/** One step at a time. Answers to earlier presses are dropped, because an address may load slowly. */
function useSteps() {
  const [step, setStep] = useState<CheckStep>("idle");
  const [problem, setProblem] = useState<Problem>();
  const turn = useRef(0);
  const go = (next: CheckStep) => {
    setProblem(undefined);
    setStep(next);
  };
  return {
    step,
    problem,
    /** Continues the current turn. */
    goOn(next: CheckStep): number {
      go(next);
      return turn.current;
    },
    begin(next: CheckStep): number {
      go(next);
      return ++turn.current;
    },
    take<T>(mine: number, result: Result<T>): result is { ok: true; value: T } {
      if (mine !== turn.current) return false;
      if (!result.ok) {
        setProblem(result.problem);
        setStep("idle");
      }
      return result.ok;
    },
    end: () => setStep("idle"),
  };
}

/** The location and the partner are kept from one check to the next; the state and the note are not. */
function useStatement() {
  const [statement, setStatement] = useState<CheckStatement>({ seenFrom: "indonesia" });
  const forgetSeen = () => setStatement(({ seenFrom, partner }) => ({ seenFrom, partner }));
  const amend = (part: Partial<CheckStatement>) => setStatement((old) => ({ ...old, ...part }));
  return { statement, amend, forgetSeen };
}

/** The note is sent for a look from abroad only. */
const refusesNote = ({ seenFrom, note = "" }: CheckStatement) =>
  seenFrom === "abroad" && refuseTooLong(note, limits.noteChars);

export function useOutcomeChecks(calls: OutcomeCheckCalls, inFront: boolean) {
  const list = useLoad("checks", () => calls.listChecks());
  const visit = usePersistedState<CheckedTab>("check", () => ({}));
  const { step, problem, ...steps } = useSteps();
  const [reading, setReading] = useState<OutcomeReading>();
  const { statement, amend, forgetSeen } = useStatement();
  const [saved, setSaved] = useState<OutcomeCheckView>();
  /** Items just skipped or recorded, which the loaded list still contains. */
  const [past, setPast] = useState<readonly string[]>([]);
  /** Sealed once, so that a retry after a lost answer sends the same check. */
  const sealed = useRef<OutcomeCheckInput | undefined>(undefined);

  const { itemId, tabId } = visit.value;
  const due = list.value?.checks ?? [];
  const current = due.find((task) => task.itemId === itemId);
  const waiting = due.filter((task) => task !== current && !past.includes(task.itemId));

  const begin = (next: CheckStep): number => {
    sealed.current = undefined;
    setReading(undefined);
    forgetSeen();
    return steps.begin(next);
  };
  const read = async (task: OutcomeCheckTask, tab: number) => {
    const mine = begin("reading");
    const answer = await calls.readCheck(task, tab);
    if (!steps.take(mine, answer)) return;
    setReading(answer.value);
    steps.end();
  };
  const open = async (task: OutcomeCheckTask) => {
    if (step === "saving") return;
    const mine = begin("opening");
    setSaved(undefined);
    visit.set((old) => ({ ...old, itemId: task.itemId }));
    const opened = await calls.openCheck(task.address, { tabId, inFront });
    if (!steps.take(mine, opened)) return;
    visit.set((old) => ({ ...old, tabId: opened.value }));
    await read(task, opened.value);
  };
  const leave = (task: OutcomeCheckTask) => {
    begin("idle");
    setPast((old) => [...old, task.itemId]);
    visit.set((old) => ({ tabId: old.tabId }));
  };
  const save = async (task: OutcomeCheckTask) => {
    if (!reading || step !== "idle" || refusesNote(statement)) return;
    const mine = steps.goOn("saving");
    const made = sealed.current ? undefined : await calls.sealReading(task, reading, statement);
    if (made?.ok) sealed.current = made.value;
    if ((made && !steps.take(mine, made)) || !sealed.current) return;
    const kept = await calls.addCheck(task.itemId, sealed.current, reading.bytes);
    if (!steps.take(mine, kept)) return;
    setSaved(kept.value);
    leave(task);
    await list.reload();
  };
  const skip = (task: OutcomeCheckTask) => {
    if (step === "saving") return;
    setSaved(undefined);
    leave(task);
  };
  const state = (part: Partial<CheckStatement>) => {
    if (step !== "idle") return;
    sealed.current = undefined;
    amend(part);
  };
  const refresh = async () => {
    setPast([]);
    await list.reload();
  };
  const acts = { open, read, save, skip, refresh, state, tell: setSaved };
  return { list, current, waiting, step, reading, statement, problem, saved, tabId, ...acts };
}

export type OutcomeChecksState = ReturnType<typeof useOutcomeChecks>;
