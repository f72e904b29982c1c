/** Why a task cannot be reviewed here as it stands, with what can be done about it. */

import type { Problem, ProblemCode } from "../../utils/contract/problem.ts";
import { Failure } from "../shared/Failure.tsx";
import { useLanguage } from "../shared/language.ts";

export interface TaskProblemProps {
  problem: Problem;
  onTakeOver(): void;
  /** Leaves the task as it is, for another. */
  onLeave(): void;
}

/** Nothing that is done here changes these; their sentences say to choose another task. */
const ends: readonly ProblemCode[] = ["graphic-limit", "task-over", "already-reviewed", "not-reviewable"];

export function TaskProblem({ problem, onTakeOver, onLeave }: TaskProblemProps) {
  const { t } = useLanguage();
  return (
    <Failure problem={problem}>
      {problem.code === "task-elsewhere" ? (
        <button type="button" class="button" data-testid="take-over" onClick={onTakeOver}>
          {t("vlogger.takeOver")}
        </button>
      ) : null}
      {ends.includes(problem.code) ? (
        <button type="button" class="button" data-testid="leave-task" onClick={onLeave}>
          {t("vlogger.leave")}
        </button>
      ) : null}
    </Failure>
  );
}
