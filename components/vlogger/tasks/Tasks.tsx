import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { TitledRecord } from "../../../utils/extension/vlogger/vlogger-record.ts";
import type { ReviewTask } from "../../../utils/shared/contract/review.ts";
import type { PauseView, ReviewedCase } from "../../../utils/shared/contract/vlogger-record.ts";
import { videoName } from "../../../utils/shared/i18n/texts/vlogger.ts";
import { date, percentDown, percentUp, relativeTime } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import type { Words } from "../../../utils/shared/policy/category-definition.ts";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Empty, Skeleton } from "../../ui/Placeholder.tsx";
import { useAllLoaded } from "../../ui/use-all-loaded.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { useLatest } from "../../ui/use-latest.ts";
import { type Loaded, useLoad } from "../../ui/use-load.ts";
import { useOpenId } from "../../ui/use-place.ts";
import { usePolling } from "../../ui/use-polling.ts";
import { type ChannelCalls, OwnChannels } from "../self-review/OwnChannels.tsx";
import { ReviewPanel } from "./ReviewPanel.tsx";
import { type Done, TaskDone, TasksFailure } from "./TaskHead.tsx";
import type { ReviewCalls } from "./use-review.ts";

export type TaskCalls = ReviewCalls & ChannelCalls & Pick<Client, "listTasks" | "readVloggerRecord">;

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

/** Below this number of outcomes a rate is not meaningful. */
const minOutcomes = 10;

/** A reviewed case: the vlogger's verdict and the final outcome; for a golden case also the reason. */
function ReviewedRow({ reviewed }: { reviewed: ReviewedCase }) {
  const { t } = useLanguage();
  const { title, subject, verdict, found } = reviewed;
  const verdictName = t(`verdict.${verdict}`);
  const outcome = outcomeOf(found);
  return (
    <li class="own-row" data-testid="reviewed-row" data-outcome={outcome} data-golden={found?.golden}>
      <p class="row-head title-head">
        <strong>
          <Foreign text={videoName({ title, subject })} />
        </strong>
        <span class={`tag ${outcome === "isRight" ? "done" : ""}`}>{t(`trust.${outcome}`)}</span>
      </p>
      <p class="small">
        {found
          ? t("trust.found", {
              said: verdictName,
              found: t(found.violates ? "verdict.violates" : "verdict.does-not"),
            })
          : t("trust.said", { said: verdictName })}
      </p>
      {found?.why ? <p class="small muted">{t("trust.why", { why: found.why })}</p> : null}
    </li>
  );
}

function outcomeOf(found: ReviewedCase["found"]) {
  if (!found) return "waits";
  if (found.right === undefined) return "noSide";
  return found.right ? "isRight" : "isWrong";
}

interface PauseNoticeProps {
  pause: PauseView;
  /** Title of the lesson whose cases were misjudged; undefined if the overall score caused the pause. */
  title: Words | undefined;
}

/** Explains why a vlogger's verdicts are not counted for now, and how the pause ends. */
function PauseNotice({ pause, title }: PauseNoticeProps) {
  const { language, t, words } = useLanguage();
  const { right, of, needed, neededLower } = pause.refresher;
  const lower = percentDown(language, neededLower);
  return (
    <div class="message warning" role="status" data-testid="paused" data-for={pause.for}>
      <div class="verdict-pause">
        <p>{t("trust.paused", { date: date(language, pause.at) })}</p>
        {pause.for === "person" ? (
          <>
            {pause.reason ? <p>{t("trust.pausedReason", { reason: pause.reason })}</p> : null}
            <p>{t("trust.backPerson")}</p>
          </>
        ) : (
          <>
            <p>{title ? t("trust.pausedGroup", { group: words(title) }) : t("trust.pausedAll")}</p>
            <p>{t("trust.back", { needed, lower, right, of })}</p>
          </>
        )}
      </div>
    </div>
  );
}

/** A vlogger's record: level, accuracy with its confidence interval, pause, and recent outcomes. */
export function ReviewRecord({ record }: { record: TitledRecord }) {
  const { language, t, words } = useLanguage();
  const { rank, rankedAt, pause, all, groups, next, reviews, titles } = record;
  const name = t(`rank.${rank}`);
  return (
    <section
      class="verdict-record"
      aria-label={t("trust.title")}
      data-testid="verdict-record"
      data-rank={rank}
    >
      <p class="row-head">
        <strong>{all.of === 0 ? t("trust.none") : t("trust.right", all)}</strong>
        <span class="tag">
          {rankedAt ? t("trust.since", { rank: name, date: date(language, rankedAt) }) : name}
        </span>
      </p>
      {all.of > 0 ? (
        <p class="small">
          {all.of < minOutcomes
            ? t("trust.few")
            : t("trust.bounds", {
                lower: percentDown(language, all.lower),
                upper: percentUp(language, all.upper),
              })}
        </p>
      ) : null}
      {pause ? <PauseNotice pause={pause} title={pause.group && titles[pause.group]} /> : null}
      {next && !pause && next.rank !== "participant" ? (
        <p class="small muted">
          {t(`trust.next.${next.rank}`, { marks: next.marks, lower: percentDown(language, next.lower) })}
        </p>
      ) : null}
      {groups.length > 0 ? (
        <Fold label={t("trust.groups")}>
          <ul class="verdict-groups">
            {groups.map(({ lesson, ...share }) => (
              <li key={lesson} class="small">
                <span>{words(titles[lesson] ?? { id: lesson, en: lesson })}</span>
                <span class="muted">{t("trust.right", share)}</span>
              </li>
            ))}
          </ul>
        </Fold>
      ) : null}
      {reviews.length > 0 ? (
        <Fold label={t("trust.reviews")} testId="reviewed">
          <ul class="rows">
            {reviews.map((review) => (
              <ReviewedRow key={review.id} reviewed={review} />
            ))}
          </ul>
        </Fold>
      ) : null}
    </section>
  );
}

export function Tasks({ calls, openBeside, onLearn }: TasksProps) {
  const { t } = useLanguage();
  const { value, problem, loading, reload } = useLoad("tasks", calls.listTasks);
  const record = useLoad("verdicts", calls.readVloggerRecord);
  const [openId, setOpenId] = useOpenId("tasks");
  const here = useLatest(openId, undefined);
  // A task stays open when a refreshed list no longer has it.
  const latest = useRef<ReviewTask>(undefined);
  const listed = value?.tasks.find(({ caseId }) => caseId === openId);
  if (listed) latest.current = listed;
  const open = latest.current?.caseId === openId ? latest.current : undefined;
  const [done, setDone] = useState<Done>();
  usePolling(() => (open ? undefined : reload()));
  const choose = async (task: ReviewTask) => {
    setDone(undefined);
    if (!(await openBeside?.(task))) setOpenId(task.caseId);
  };
  const [first] = value?.tasks ?? [];
  useKeys({ nextTask: () => (open || !first ? false : void choose(first)) });

  if (open) {
    const finish = (how: Done) => {
      if (here.current === open.caseId) {
        setOpenId(undefined);
        setDone(how);
      }
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
  return (
    <section class="tasks" aria-label={t("vlogger.tasks")} aria-busy={loading}>
      <TaskDone done={done} />
      {problem ? <TasksFailure problem={problem} onRetry={reload} onLearn={onLearn} /> : null}
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
      <BelowTasks tasks={{ value, loading }} record={record}>
        <OwnChannels calls={calls} onChanged={() => void reload()} />
      </BelowTasks>
    </section>
  );
}

interface BelowTasksProps {
  tasks: Pick<Loaded<unknown>, "value" | "loading">;
  record: Loaded<TitledRecord>;
  children: ComponentChildren;
}

/** The record and what follows it, drawn once everything above has arrived, so that they do not move. */
function BelowTasks({ tasks, record, children }: BelowTasksProps) {
  const isAwaited = ({ value, loading }: BelowTasksProps["tasks"]) => loading && value === undefined;
  const drawn = useAllLoaded([{ loading: isAwaited(tasks) }, { loading: isAwaited(record) }]);
  if (!drawn) return null;
  return (
    <>
      {record.value ? <ReviewRecord record={record.value} /> : null}
      {children}
    </>
  );
}
