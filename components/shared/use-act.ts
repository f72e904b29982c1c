/** What a form does: one act at a time, and what became of it beside the button that was pressed. */

import { useRef, useState } from "preact/hooks";
import type { Problem } from "../../utils/contract/problem.ts";
import type { Result } from "../../utils/contract/result.ts";

export interface Act {
  problem: Problem | undefined;
  busy: boolean;
  /** True when it was done; pressed again meanwhile it does nothing. Undefined: something is missing yet. */
  run(act: () => Promise<Result<unknown>> | undefined): Promise<boolean>;
}

export function useAct(): Act {
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  // What is shown comes a frame later than the next press may.
  const running = useRef(false);
  const run: Act["run"] = async (act) => {
    const doing = running.current ? undefined : act();
    if (!doing) return false;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    const done = await doing;
    running.current = false;
    setBusy(false);
    if (!done.ok) setProblem(done.problem);
    return done.ok;
  };
  return { problem, busy, run };
}
