/** Claims a task for this device: taken on opening, renewed by activity, released on leaving. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { TaskClaimInput } from "../../../utils/shared/contract/review.ts";
import type { ReviewCalls } from "./task-calls.ts";

/** Activity renews the claim after this much of it has passed. */
const renewAfterMs = limits.claimMs / 10;

export interface TaskClaimState {
  /** Undefined while claimed; `task-elsewhere` can be taken over. */
  problem: Problem | undefined;
  takeOver(): void;
}

export function useTaskClaim(caseId: string, calls: ReviewCalls): TaskClaimState {
  const [problem, setProblem] = useState<Problem>();
  const latest = useRef(calls);
  latest.current = calls;
  const takenAt = useRef(0);
  const take = useCallback(
    async (act: TaskClaimInput["act"]) => {
      takenAt.current = Date.now();
      const taken = await latest.current.claimTask(caseId, act);
      setProblem(taken.ok ? undefined : taken.problem);
    },
    [caseId],
  );
  useEffect(() => {
    const alive = () => {
      if (Date.now() - takenAt.current > renewAfterMs) void take("take");
    };
    void take("take");
    document.addEventListener("keydown", alive);
    document.addEventListener("pointerdown", alive);
    return () => {
      document.removeEventListener("keydown", alive);
      document.removeEventListener("pointerdown", alive);
      void latest.current.claimTask(caseId, "release");
    };
  }, [caseId, take]);
  return { problem, takeOver: () => void take("take-over") };
}
