/** What a form does: one act at a time, and what became of it beside the button that was pressed. */

import { useRef, useState } from "preact/hooks";
import type { Problem } from "../../utils/contract/problem.ts";
import type { Result } from "../../utils/contract/result.ts";

export interface Act {
  problem: Problem | undefined;
  /** True when it was done; pressed again meanwhile it does nothing. */
  run(act: () => Promise<Result<unknown>>): Promise<boolean>;
}

export function useAct(): Act {
  const [problem, setProblem] = useState<Problem>();
  const running = useRef(false);
  const run = async (act: () => Promise<Result<unknown>>) => {
    if (running.current) return false;
    running.current = true;
    setProblem(undefined);
    const done = await act();
    running.current = false;
    if (!done.ok) setProblem(done.problem);
    return done.ok;
  };
  return { problem, run };
}
