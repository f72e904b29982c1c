/** The head of a task: the video, the reported category with its definition, and a reminder to judge independently. */

import { useEffect, useRef } from "preact/hooks";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { ReviewTask } from "../../../utils/shared/contract/review.ts";
import { videoName } from "../../../utils/shared/i18n/texts/vlogger.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft, Check } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";

export interface TaskHeadProps {
  task: ReviewTask;
  onBack: (() => void) | undefined;
}

export function TaskHead({ task, onBack }: TaskHeadProps) {
  const { t, words } = useLanguage();
  const { label, hint } = categories[task.category];
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <header class="task-head">
      {onBack ? (
        <IconButton label={t("vlogger.back")} icon={ArrowLeft} data-testid="task-back" onClick={onBack} />
      ) : null}
      <div>
        <h2 ref={heading} class="title" tabIndex={-1}>
          <Foreign text={videoName(task)} />
        </h2>
        <p class="small muted">
          <Foreign text={task.author} />
          {task.author ? ". " : ""}
          {t("vlogger.flaggedAs", { category: words(label) })}.
        </p>
        <p class="small" data-testid="category-hint">
          {words(hint)}
        </p>
        <p class="small muted">{t("vlogger.blind")}</p>
      </div>
    </header>
  );
}

export type Done = "sent" | "skipped";

/** Confirms the task that was just sent or skipped. */
export function TaskDone({ done }: { done: Done | undefined }) {
  const { t } = useLanguage();
  if (done === undefined) return null;
  return (
    <p class="message done" role="status" data-testid={`review-${done}`}>
      <Check size={16} aria-hidden="true" />
      {t(`vlogger.${done}`)}
    </p>
  );
}

interface TasksFailureProps {
  problem: Problem;
  onRetry(): unknown;
  onLearn(): void;
}

/** Why the tasks cannot be listed. A missing certificate leads to the lessons. */
export function TasksFailure({ problem, onRetry, onLearn }: TasksFailureProps) {
  const { t } = useLanguage();
  if (problem.code !== "certificate-needed") return <Failure problem={problem} onRetry={onRetry} />;
  return (
    <Failure problem={problem}>
      <button type="button" class="button primary" data-testid="to-lessons" onClick={onLearn}>
        {t("vlogger.lessons")}
      </button>
    </Failure>
  );
}
