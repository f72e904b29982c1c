/** The supervisor's queue: search, filters and cases in order of priority, loaded page by page. */

import type { ComponentChildren, Ref } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { CaseCard } from "../case/CaseCard.tsx";
import type { TimeLeftProps } from "../TimeLeft.tsx";
import { QueueHead, type QueueHeadProps } from "./QueueHead.tsx";
import { type Item, type OpenTarget, openTargetOf } from "./rows.ts";
import type { QueueState } from "./use-queue.ts";
import { useRowKeys } from "./use-row-keys.ts";

export interface QueueProps extends Omit<QueueHeadProps, "news" | "onRefresh"> {
  queue: QueueState;
  /** Everything above the list has loaded. */
  drawn: boolean;
  items: readonly Item[];
  leftMs(row: Item["rows"][0]): TimeLeftProps["leftMs"];
  nowMs: number;
  openAt: number;
  /** The viewer is a panelist: lists only cases that need a panel vote. */
  panel: boolean;
  /** Shown above the list. */
  objections: ComponentChildren;
  onOpen(opened: OpenTarget): void;
}

export function Queue({
  queue,
  drawn,
  items,
  leftMs,
  nowMs,
  openAt,
  panel,
  objections,
  onOpen,
  ...head
}: QueueProps) {
  const { t } = useLanguage();
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = useRowKeys(list);
  useEffect(() => {
    list.current?.querySelectorAll(".row")[openAt]?.scrollIntoView({ block: "nearest" });
  }, [openAt]);
  return (
    <section class="queue" aria-label={t("review.queue")} aria-busy={queue.loading} onKeyDown={onKeyDown}>
      <QueueHead {...head} news={queue.news} onRefresh={queue.reload} />
      {drawn ? objections : null}
      {queue.problem ? <Failure problem={queue.problem} onRetry={queue.reload} /> : null}
      {drawn && (queue.loaded || queue.problem) ? null : (
        <Skeleton label={t("review.loading")} rows={5} height={76} />
      )}
      {drawn && queue.loaded && items.length === 0 ? <EmptyQueue filter={head.filter} panel={panel} /> : null}
      <ul ref={list} class="rows">
        {(drawn ? items : []).map((item, at) => (
          <CaseCard
            key={item.key}
            item={item}
            leftMs={leftMs(item.rows[0])}
            nowMs={nowMs}
            open={at === openAt}
            groups={!panel}
            onOpen={onOpen}
            onOpenItem={() => onOpen(openTargetOf(item))}
          />
        ))}
      </ul>
      {queue.next === undefined ? null : (
        <LoadMore key={queue.next} label={t("queue.loadingMore")} onReach={queue.loadMore} />
      )}
    </section>
  );
}

function EmptyQueue({ filter, panel }: { filter: QueueFilter; panel: boolean }) {
  const { t } = useLanguage();
  const { state, ...narrower } = filter;
  if (Object.keys(narrower).length > 0 || state !== "pending")
    return <Empty title={t("queue.noMatch")} hint={t("queue.noMatchHint")} />;
  if (panel) return <Empty title={t("queue.emptyPanel")} hint={t("queue.emptyPanelHint")} />;
  return <Empty title={t("review.empty")} hint={t("review.emptyHint")} />;
}

/** Loads more when it scrolls into view or is pressed. */
function LoadMore({ label, onReach }: { label: string; onReach(): void }) {
  const { t } = useLanguage();
  const end: Ref<HTMLButtonElement> = useRef(null);
  useEffect(() => {
    if (!end.current) return;
    const watch = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) onReach();
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, []);
  return (
    <button
      ref={end}
      type="button"
      class="button queue-more"
      data-testid="queue-more"
      title={label}
      onClick={onReach}
    >
      {t("review.more")}
    </button>
  );
}
