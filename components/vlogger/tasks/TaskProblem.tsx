/** Explains why a task cannot be reviewed, and offers the next step. */

import type { Problem, ProblemCode } from "../../../utils/shared/contract/problem.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";

export interface TaskProblemProps {
  problem: Problem;
  onTakeOver(): void;
  /** Leaves the task without answering. */
  onLeave(): void;
}

/** Permanent problems; their texts advise another task. */
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
