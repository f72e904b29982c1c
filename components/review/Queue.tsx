/** The supervisor's queue: which view, the cases, and more of them on demand. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { CaseRow } from "../../utils/contract/case.ts";
import type { Result } from "../../utils/contract/result.ts";
import type { QueuePage } from "../../utils/review/client.ts";
import type { QueueView } from "../../utils/review/queue.ts";
import { Chips } from "../shared/Chips.tsx";
import { Empty } from "../shared/Empty.tsx";
import { Failure } from "../shared/Failure.tsx";
import { RefreshCw } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";
import { Skeleton } from "../shared/Skeleton.tsx";
import { useLoad } from "../shared/use-load.ts";
import { CaseCard } from "./CaseCard.tsx";

export interface QueueProps {
  listQueue(view: QueueView, after?: string): Promise<Result<QueuePage>>;
  leftMs(row: CaseRow): number | undefined;
  openCase: string | undefined;
  onOpen(row: CaseRow): void;
  /** Grows when a case was changed, so that the list is read again. */
  changes: number;
}

export function Queue({ listQueue, leftMs, openCase, onOpen, changes }: QueueProps) {
  const { t } = useLanguage();
  const [view, setView] = useState<QueueView>("pending");
  const first = useLoad(view, () => listQueue(view));
  const [more, setMore] = useState<QueuePage>();
  const list = useRef<HTMLUListElement>(null);
  const seenChanges = useRef(changes);

  useEffect(() => setMore(undefined), [first.value]);
  useEffect(() => {
    if (changes === seenChanges.current) return;
    seenChanges.current = changes;
    void first.reload();
  }, [changes]);

  const cases = [...(first.value?.cases ?? []), ...(more?.cases ?? [])];
  const next = more ? more.next : first.value?.next;
  const loadMore = async () => {
    const page = await listQueue(view, next);
    if (!page.ok) return first.reload();
    setMore({ ...page.value, cases: [...(more?.cases ?? []), ...page.value.cases] });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>(".row") ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    event.preventDefault();
    rows[at + step]?.focus();
  };

  return (
    <section class="queue" aria-label={t("review.queue")} aria-busy={first.loading}>
      <div class="queue-head">
        <Chips<QueueView>
          label={t("review.filterState")}
          labelHidden
          value={view}
          onChange={setView}
          options={[
            { value: "pending", label: t("review.filterPending"), testId: "queue-pending" },
            { value: "approved", label: t("caseState.approved"), testId: "queue-approved" },
            { value: "rejected", label: t("caseState.rejected"), testId: "queue-rejected" },
          ]}
        />
        <button
          type="button"
          class="button quiet icon"
          aria-label={t("review.refresh")}
          title={t("review.refresh")}
          data-testid="queue-refresh"
          onClick={first.reload}
        >
          <RefreshCw size={16} aria-hidden="true" />
        </button>
      </div>
      {first.problem ? (
        <Failure problem={first.problem}>
          <button type="button" class="button" onClick={first.reload}>
            {t("home.retry")}
          </button>
        </Failure>
      ) : null}
      {first.value === undefined && first.loading ? (
        <Skeleton label={t("review.loading")} rows={5} height={76} />
      ) : null}
      {first.value && cases.length === 0 ? (
        <Empty title={t("review.empty")} hint={t("review.emptyHint")} />
      ) : null}
      <ul ref={list} class="rows" onKeyDown={onKeyDown}>
        {cases.map((row) => (
          <CaseCard
            key={row.id}
            row={row}
            leftMs={leftMs(row)}
            open={row.id === openCase}
            onOpen={() => onOpen(row)}
          />
        ))}
      </ul>
      {next === undefined ? null : (
        <button type="button" class="button" onClick={loadMore}>
          {t("review.more")}
        </button>
      )}
    </section>
  );
}
