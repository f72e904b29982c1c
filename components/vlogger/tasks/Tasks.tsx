import { useRef, useState } from "preact/hooks";
import type { ReviewTask } from "../../../utils/shared/contract/review.ts";
import { relativeTime } from "../../../utils/shared/i18n/time.ts";
import { videoName } from "../../../utils/shared/i18n/video-name.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useKeys } from "../../ui/use-keys.ts";
import { useLoad } from "../../ui/use-load.ts";
import { useOpenId } from "../../ui/use-place.ts";
import { OwnChannels } from "../self-review/OwnChannels.tsx";
import { ReviewPanel } from "./ReviewPanel.tsx";
import { ReviewRecord } from "./ReviewRecord.tsx";
import { type Done, TaskDone } from "./TaskHead.tsx";
import type { TaskCalls } from "./task-calls.ts";

export interface TasksProps {
  calls: TaskCalls;
  /** Opens the video and the side panel; resolves to false if the browser has none. Undefined on the desk. */
  openBeside?: ((task: ReviewTask) => Promise<boolean>) | undefined;
  onLearn(): void;
}

interface TaskRowProps {
  task: ReviewTask;
  /** Button label, if pressing does more than open the task here. */
  label?: string | undefined;
  onOpen(): void;
}

function TaskRow({ task, label, onOpen }: TaskRowProps) {
  const { language, t, words } = useLanguage();
  const { claim } = task;
  return (
    <button type="button" class="row" data-testid="task-row" data-case={task.caseId} onClick={onOpen}>
      <span class="row-head title-head">
        <strong>
          <Foreign text={videoName(task)} />
        </strong>
        {claim ? <span class="tag">{t(claim.here ? "vlogger.here" : "vlogger.elsewhere")}</span> : null}
      </span>
      {task.author ? (
        <span class="row-body">
          <Foreign text={task.author} />
        </span>
      ) : null}
      <span class="row-foot">
        {t("vlogger.flaggedAs", { category: words(categories[task.category].short) })},{" "}
        {t("vlogger.yours", { when: relativeTime(language, task.since, Date.now()) })}
      </span>
      {label ? <span class="row-act">{label}</span> : null}
    </button>
  );
}

export function Tasks({ calls, openBeside, onLearn }: TasksProps) {
  const { t } = useLanguage();
  const { value, problem, loading, reload } = useLoad("tasks", calls.listTasks);
  const record = useLoad("verdicts", calls.readVloggerRecord);
  const [openId, setOpenId] = useOpenId("tasks");
  // A task stays open when a refreshed list no longer has it.
  const latest = useRef<ReviewTask>(undefined);
  const listed = value?.tasks.find(({ caseId }) => caseId === openId);
  if (listed) latest.current = listed;
  const open = latest.current?.caseId === openId ? latest.current : undefined;
  const [done, setDone] = useState<Done>();
  const choose = async (task: ReviewTask) => {
    setDone(undefined);
    if (!(await openBeside?.(task))) setOpenId(task.caseId);
  };
  const [first] = value?.tasks ?? [];
  useKeys({ nextTask: () => (open || !first ? false : void choose(first)) });

  if (open) {
    const finish = (how: Done) => {
      setOpenId(undefined);
      setDone(how);
      void reload();
      void record.reload();
    };
    return (
      <ReviewPanel
        key={open.caseId}
        task={open}
        calls={calls}
        listed
        onBack={() => setOpenId(undefined)}
        onSent={() => finish("sent")}
        onSkipped={() => finish("skipped")}
      />
    );
  }
  const needsLesson = problem?.code === "certificate-needed";
  return (
    <section class="tasks" aria-label={t("vlogger.tasks")} aria-busy={loading}>
      <TaskDone done={done} />
      {problem ? (
        <Failure problem={problem} onRetry={needsLesson ? undefined : reload}>
          {needsLesson ? (
            <button type="button" class="button primary" data-testid="to-lessons" onClick={onLearn}>
              {t("vlogger.lessons")}
            </button>
          ) : null}
        </Failure>
      ) : null}
      {value === undefined && loading ? <Skeleton label={t("home.loading")} rows={4} height={96} /> : null}
      {value && value.tasks.length === 0 ? (
        <Empty title={t("vlogger.empty")} hint={t("vlogger.emptyHint")} />
      ) : null}
      <ul class="rows">
        {value?.tasks.map((task) => (
          <li key={task.caseId}>
            <TaskRow
              task={task}
              label={openBeside ? t("vlogger.openAndReview") : undefined}
              onOpen={() => void choose(task)}
            />
          </li>
        ))}
      </ul>
      {record.value ? <ReviewRecord record={record.value} /> : null}
      <OwnChannels calls={calls} onChanged={() => void reload()} />
    </section>
  );
}
