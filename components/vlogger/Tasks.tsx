/** Flagged videos a vlogger can review, and the review of the one chosen. */

import { useState } from "preact/hooks";
import type { ReviewTask } from "../../utils/contract/review.ts";
import { relativeTime } from "../../utils/language/time.ts";
import { categories } from "../../utils/policy/categories.ts";
import { Empty } from "../shared/Empty.tsx";
import { Failure } from "../shared/Failure.tsx";
import { Check } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";
import { Skeleton } from "../shared/Skeleton.tsx";
import { useLoad } from "../shared/use-load.ts";
import type { TaskCalls } from "./calls.ts";
import { Record } from "./Record.tsx";
import { ReviewPanel } from "./ReviewPanel.tsx";

export function Tasks({ calls }: { calls: TaskCalls }) {
  const { language, t, words } = useLanguage();
  const { value, problem, loading, reload } = useLoad("tasks", calls.listTasks);
  const record = useLoad("verdicts", calls.readVloggerRecord);
  const [open, setOpen] = useState<ReviewTask>();
  const [sent, setSent] = useState(false);

  if (open) {
    return (
      <ReviewPanel
        key={open.caseId}
        task={open}
        calls={calls}
        onBack={() => setOpen(undefined)}
        onSent={() => {
          setOpen(undefined);
          setSent(true);
          void reload();
          void record.reload();
        }}
      />
    );
  }
  return (
    <section class="tasks" aria-label={t("vlogger.tasks")} aria-busy={loading}>
      {sent ? (
        <p class="message done" role="status" data-testid="review-sent">
          <Check size={16} aria-hidden="true" />
          {t("vlogger.sent")}
        </p>
      ) : null}
      {problem ? (
        <Failure problem={problem}>
          <button type="button" class="button" onClick={reload}>
            {t("home.retry")}
          </button>
        </Failure>
      ) : null}
      {value === undefined && loading ? <Skeleton label={t("home.loading")} rows={4} height={64} /> : null}
      {value && value.tasks.length === 0 ? (
        <Empty title={t("vlogger.empty")} hint={t("vlogger.emptyHint")} />
      ) : null}
      <ul class="rows">
        {value?.tasks.map((task) => (
          <li key={task.caseId}>
            <button
              type="button"
              class="row"
              data-testid="task-row"
              data-case={task.caseId}
              onClick={() => {
                setSent(false);
                setOpen(task);
              }}
            >
              <span class="row-head">
                <strong>{task.title ?? task.subject}</strong>
              </span>
              {task.author ? <span class="row-body">{task.author}</span> : null}
              <span class="row-foot">
                {t("vlogger.flaggedAs", { category: words(categories[task.category].short) })},{" "}
                {t("vlogger.since", { when: relativeTime(language, task.since, Date.now()) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {record.value ? <Record record={record.value} /> : null}
    </section>
  );
}
