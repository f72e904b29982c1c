/** Runs one act of a form at a time and keeps its problem for display beside the button. */

import { useRef, useState } from "preact/hooks";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";

export interface Act {
  problem: Problem | undefined;
  busy: boolean;
  /** Resolves to true on success, false while another act runs. If `act` returns undefined, input is missing. */
  run(act: () => Promise<Result<unknown>> | undefined): Promise<boolean>;
}

export function useAct(): Act {
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  // A ref, because state is updated a frame later than the next press may come.
  const running = useRef(false);
  const run: Act["run"] = async (act) => {
    const doing = running.current ? undefined : act();
    if (!doing) return false;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      const done = await doing;
      if (!done.ok) setProblem(done.problem);
      return done.ok;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { problem, busy, run };
}

/** Idempotency keys by act: a retry of the same act sends the same id. */
export function useActIds(): (act: string) => string {
  const ids = useRef(new Map<string, string>());
  return (act) => {
    const id = ids.current.get(act) ?? crypto.randomUUID();
    ids.current.set(act, id);
    return id;
  };
}
