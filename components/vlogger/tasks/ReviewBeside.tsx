/** The side panel beside the page: the review of one task, then the next. */

import { useEffect, useState } from "preact/hooks";
import type { WantedTask } from "../../../utils/extension/vlogger/task-beside-video.ts";
import type { ReviewTask } from "../../../utils/shared/contract/review.ts";
import { videoName } from "../../../utils/shared/i18n/texts/vlogger.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Empty, Skeleton } from "../../ui/Placeholder.tsx";
import { useKeys } from "../../ui/use-keys.ts";
import { useLatest } from "../../ui/use-latest.ts";
import { useLoad } from "../../ui/use-load.ts";
import { usePolling } from "../../ui/use-polling.ts";
import { ReviewPanel } from "./ReviewPanel.tsx";
import { type Done, TaskDone, TasksFailure } from "./TaskHead.tsx";
import type { TaskCalls } from "./Tasks.tsx";

export interface ReviewBesideProps {
  calls: TaskCalls;
  /** The task requested last; undefined if the person opened the panel directly. */
  wanted: WantedTask | undefined;
  onLearn(): void;
}

export function ReviewBeside({ calls, wanted, onLearn }: ReviewBesideProps) {
  const { t } = useLanguage();
  const { value, problem, loading, reload } = useLoad(`tasks ${wanted?.caseId ?? ""}`, calls.listTasks);
  const [chosen, setChosen] = useState(wanted?.caseId);
  const here = useLatest(chosen, undefined);
  const [done, setDone] = useState<Done | "left">();
  useEffect(() => {
    setChosen(wanted?.caseId);
    setDone(undefined);
  }, [wanted?.at]);
  const tasks = value?.tasks ?? [];
  const task = done === undefined ? tasks.find(({ caseId }) => caseId === chosen) : undefined;
  const [next] = tasks.filter(({ caseId }) => caseId !== chosen);
  // An open task must not disappear while its review is written.
  usePolling(() => (task ? undefined : reload()));
  const finish = (caseId: string, how: Done | "left") => {
    if (here.current === caseId) setDone(how);
    void reload();
  };
  const goOn = ({ caseId, subject, permalink }: ReviewTask) => {
    setChosen(caseId);
    setDone(undefined);
    void calls.openVideo(subject, permalink);
  };
  useKeys({ nextTask: () => (task || !next ? false : goOn(next)) });

  if (task) {
    return (
      <ReviewPanel
        key={task.caseId}
        task={task}
        calls={calls}
        onBack={() => finish(task.caseId, "left")}
        onSent={() => finish(task.caseId, "sent")}
        onSkipped={() => finish(task.caseId, "skipped")}
      />
    );
  }
  if (value === undefined && loading) return <Skeleton label={t("home.loading")} rows={4} height={96} />;
  return (
    <section class="pane" data-testid="beside" aria-label={t("vlogger.tasks")} aria-busy={loading}>
      <TaskDone done={done === "left" ? undefined : done} />
      {problem ? <TasksFailure problem={problem} onRetry={reload} onLearn={onLearn} /> : null}
      {value && chosen !== undefined && done === undefined ? (
        <p class="muted" role="status">
          {t("vlogger.notHere")}
        </p>
      ) : null}
      {next ? (
        <div class="next-task">
          <p>
            <strong>
              <Foreign text={videoName(next)} />
            </strong>
          </p>
          <button type="button" class="button primary" data-testid="next-task" onClick={() => goOn(next)}>
            {t("vlogger.next")} <kbd>N</kbd>
          </button>
        </div>
      ) : null}
      {value && !next ? <Empty title={t("vlogger.noNext")} hint={t("vlogger.emptyHint")} /> : null}
    </section>
  );
}
