/** State of the outcome checks: due list, open address, reading and result. */

import { useRef, useState } from "preact/hooks";
import type { OutcomeReading } from "../../../utils/extension/desk/outcome-checks.ts";
import type {
  OutcomeCheckInput,
  OutcomeCheckTask,
  OutcomeCheckView,
} from "../../../utils/shared/contract/outcome-check.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { usePersistedState } from "../../ui/use-kept.ts";
import { useLoad } from "../../ui/use-load.ts";
import type { OutcomeCheckCalls } from "../requests/request-calls.ts";

export type CheckStep = "opening" | "reading" | "saving" | "idle";

/** Kept because a click on the page closes the popup. */
interface CheckedTab {
  itemId?: string | undefined;
  tabId?: number | undefined;
}

export function useOutcomeChecks(calls: OutcomeCheckCalls, inFront: boolean) {
  const list = useLoad("checks", () => calls.listChecks());
  const visit = usePersistedState<CheckedTab>("check", () => ({}));
  const [step, setStep] = useState<CheckStep>("idle");
  const [reading, setReading] = useState<OutcomeReading>();
  const [problem, setProblem] = useState<Problem>();
  const [saved, setSaved] = useState<OutcomeCheckView>();
  /** Items just skipped or recorded, which the loaded list still contains. */
  const [past, setPast] = useState<readonly string[]>([]);
  /** Sealed once, so that a retry after a lost answer sends the same check. */
  const sealed = useRef<OutcomeCheckInput | undefined>(undefined);
  /** Counts presses; answers to earlier ones are dropped, because an address may load slowly. */
  const turn = useRef(0);

  const due = list.value?.checks ?? [];
  const current = due.find(({ itemId }) => itemId === visit.value.itemId);
  const waiting = due.filter((task) => task !== current && !past.includes(task.itemId));

  const begin = (next: CheckStep): number => {
    sealed.current = undefined;
    setProblem(undefined);
    setReading(undefined);
    setStep(next);
    return ++turn.current;
  };
  const take = <T>(mine: number, result: Result<T>): result is { ok: true; value: T } => {
    if (mine !== turn.current) return false;
    if (!result.ok) {
      setProblem(result.problem);
      setStep("idle");
    }
    return result.ok;
  };

  const read = async (task: OutcomeCheckTask, tabId: number) => {
    const mine = begin("reading");
    const answer = await calls.readCheck(task, tabId);
    if (!take(mine, answer)) return;
    setReading(answer.value);
    setStep("idle");
  };
  const open = async (task: OutcomeCheckTask) => {
    if (step === "saving") return;
    const mine = begin("opening");
    setSaved(undefined);
    visit.set((old) => ({ ...old, itemId: task.itemId }));
    const opened = await calls.openCheck(task.address, { tabId: visit.value.tabId, inFront });
    if (!take(mine, opened)) return;
    visit.set((old) => ({ ...old, tabId: opened.value }));
    await read(task, opened.value);
  };
  const leave = ({ itemId }: OutcomeCheckTask) => {
    begin("idle");
    setPast((old) => [...old, itemId]);
    visit.set(({ tabId }) => ({ tabId }));
  };
  const save = async (task: OutcomeCheckTask) => {
    if (!reading || step !== "idle") return;
    setProblem(undefined);
    setStep("saving");
    const mine = turn.current;
    const made = sealed.current ? undefined : await calls.sealReading(task, reading);
    if (made?.ok) sealed.current = made.value;
    if (made && !take(mine, made)) return;
    if (!sealed.current) return;
    const kept = await calls.addCheck(task.itemId, sealed.current);
    if (!take(mine, kept)) return;
    setSaved(kept.value);
    leave(task);
    await list.reload();
  };
  const skip = (task: OutcomeCheckTask) => {
    if (step === "saving") return;
    setSaved(undefined);
    leave(task);
  };
  const refresh = () => {
    setPast([]);
    return list.reload();
  };
  const tabId = visit.value.tabId;
  return {
    list,
    current,
    waiting,
    step,
    reading,
    problem,
    saved,
    tabId,
    open,
    read,
    save,
    skip,
    refresh,
    tell: setSaved,
  };
}

export type OutcomeChecksState = ReturnType<typeof useOutcomeChecks>;
