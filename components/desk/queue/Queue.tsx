/** The supervisor's queue: search, filters and cases in order of priority, loaded page by page. */

import type { ComponentChildren, Ref, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { timeOfDay } from "../../../utils/shared/i18n/time.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { lazy } from "../../ui/lazy.tsx";
import { Empty, Skeleton } from "../../ui/Placeholder.tsx";
import { useKeys } from "../../ui/use-keys.ts";
import { usePersistedState } from "../../ui/use-persisted-state.ts";
import { CaseCard, CaseColumns } from "../case/CaseCard.tsx";
import type { TimeLeftProps } from "../UrgencyTags.tsx";
import { type Density, QueueHead, type QueueHeadProps } from "./QueueHead.tsx";
import { type Item, type OpenTarget, openTargetOf } from "./queue-rows.ts";
import type { AssignCalls } from "./SelectionBar.tsx";
import type { QueueState } from "./use-queue.ts";
import { useRowKeys } from "./use-row-keys.ts";
import { useSavedViews } from "./use-saved-views.ts";
import { useSearchMarks } from "./use-search-marks.ts";
import { type Selection, useSelection } from "./use-selection.ts";

const SelectionBar = lazy(async () => (await import("./SelectionBar.tsx")).SelectionBar, ["work", "desk"]);

export interface QueueProps
  extends Omit<QueueHeadProps, "density" | "news" | "saved" | "turns" | "onRefresh"> {
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
  /** Opens a group to decide these of its cases together. */
  onTogether(groupId: string, caseIds: readonly string[]): void;
}

/** Drawn first. More than a screen shows, and faster than a whole page of the list. */
const screenRows = 20;

/** False until the first frame with `shown` has been painted. */
function useAfterPaint(shown: boolean): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => setPainted(shown), [shown]);
  return isPainted;
}

export function Queue(props: QueueProps) {
  const { queue, drawn, items, openAt, panel, objections, onTogether, ...rest } = props;
  const { t } = useLanguage();
  const list = useRef<HTMLDivElement>(null);
  const density = usePersistedState<Density>("queue-density", () => "cosy");
  const assigning = assignCalls(rest.calls);
  const saved = useSavedViews(rest.calls, queue.loaded ? queue.rows : undefined);
  const selection = useSelection(items);
  const onKeyDown = useListKeys(list, items, assigning ? selection : undefined);
  const shown = drawn && saved.loaded;
  const isWhole = useAfterPaint(shown);
  useSearchMarks(list, rest.filter.q, isWhole ? items : undefined);
  useEffect(() => {
    list.current?.querySelectorAll(".row")[openAt]?.scrollIntoView({ block: "nearest" });
  }, [openAt]);
  return (
    <section
      class="queue case-queue"
      aria-label={t("review.queue")}
      aria-busy={queue.loading}
      data-density={density.value}
      onKeyDown={onKeyDown}
    >
      <QueueHead
        {...rest}
        saved={saved}
        news={queue.news}
        turns={queue.turns}
        density={density}
        onRefresh={queue.reload}
      />
      <div class="queue-body">
        {shown ? objections : null}
        <QueueStatus queue={queue} drawn={shown} />
        {shown ? (
          <QueueRows
            {...props}
            items={isWhole ? items : items.slice(0, Math.max(screenRows, openAt + 1))}
            list={list}
            selection={assigning && selection}
          />
        ) : null}
        {queue.next === undefined || !isWhole ? null : (
          <LoadMore key={queue.next} label={t("queue.loadingMore")} onReach={queue.loadMore} />
        )}
      </div>
      {assigning && selection.begun ? (
        <SelectionBar
          rows={selection.rows}
          calls={assigning}
          onTogether={(groupId, caseIds) => {
            selection.end();
            onTogether(groupId, caseIds);
          }}
          onDone={(failed) => {
            selection.keep(failed);
            void queue.check();
          }}
          onEnd={selection.end}
        />
      ) : null}
    </section>
  );
}

/** Undefined if the viewer assigns no cases. */
function assignCalls({ shift, teamwork }: QueueProps["calls"]): AssignCalls | undefined {
  return shift && teamwork ? { ...shift, ...teamwork } : undefined;
}

interface QueueRowsProps extends QueueProps {
  list: Ref<HTMLDivElement>;
  selection: Selection | undefined;
}

/** A grid whose rows take the focus, or the reason why it is empty. */
function QueueRows(props: QueueRowsProps) {
  const { list, queue, items, leftMs, nowMs, openAt, filter, panel, selection, onOpen } = props;
  const { t } = useLanguage();
  if (items.length === 0) return queue.loaded ? <EmptyQueue filter={filter} panel={panel} /> : null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a narrow list shows the cells of a row as text
    <div
      ref={list}
      role="grid"
      class="rows"
      aria-label={t("review.queue")}
      aria-multiselectable={selection ? true : undefined}
      data-selects={selection !== undefined}
      data-selecting={selection !== undefined && selection.rows.length > 0}
    >
      <CaseColumns selects={selection !== undefined} />
      {items.map((item, at) => (
        <CaseCard
          key={item.key}
          item={item}
          leftMs={leftMs(item.rows[0])}
          nowMs={nowMs}
          open={at === openAt}
          groups={!panel}
          selected={selection?.has(item) ?? false}
          onSelect={selection && ((range) => selection.pick(item, range))}
          onOpen={onOpen}
          onOpenItem={() => onOpen(openTargetOf(item))}
        />
      ))}
    </div>
  );
}

/** Arrows move through the list. With a selection, `x` and Shift with an arrow select, and Esc ends it. */
function useListKeys(
  list: RefObject<HTMLElement | null>,
  items: readonly Item[],
  selection: Selection | undefined,
): (event: KeyboardEvent) => void {
  const move = useRowKeys(list);
  const itemAt = (row: EventTarget | null) => {
    const rows = [...(list.current?.querySelectorAll(".row") ?? [])];
    return items[rows.indexOf(row as Element)];
  };
  useKeys({
    select: () => {
      const item = itemAt(document.activeElement);
      return item && selection ? selection.pick(item, false) : false;
    },
    leave: (_, target) => {
      const here = target === document.body || list.current?.contains(target as Node);
      return selection?.begun && here ? selection.end() : false;
    },
  });
  return (event) => {
    const from = itemAt(event.target);
    move(event);
    const to = itemAt(document.activeElement);
    if (selection && event.shiftKey && event.key.startsWith("Arrow") && from && to)
      selection.extend(from, to);
  };
}

/** A problem, the age of a remembered list, and the place of rows that are still loading. */
function QueueStatus({ queue, drawn }: Pick<QueueProps, "queue" | "drawn">) {
  const { t } = useLanguage();
  const { problem, loaded, rememberedMs, reload } = queue;
  return (
    <>
      {problem ? <Failure problem={problem} onRetry={reload} /> : null}
      {rememberedMs === undefined ? null : (
        <p
          class={problem ? "small muted queue-as-of" : "small muted queue-age"}
          role="status"
          data-testid="queue-age"
        >
          {t(problem ? "list.asOf" : "list.refreshing", {
            time: timeOfDay(new Date(rememberedMs).toISOString()),
          })}
        </p>
      )}
      {drawn && (loaded || problem || rememberedMs !== undefined) ? null : (
        <Skeleton label={t("review.loading")} rows={5} height={76} />
      )}
    </>
  );
}

function EmptyQueue({ filter, panel }: { filter: QueueFilter; panel: boolean }) {
  const { t } = useLanguage();
  const { state, mine, turn, late, ...narrower } = filter;
  const view = late ? "late" : turn;
  if (mine && Object.keys(narrower).length === 0)
    return <Empty title={t("queue.emptyMine")} hint={t("queue.emptyMineHint")} />;
  if (view && Object.keys(narrower).length === 0)
    return <Empty title={t(`queue.${view}Empty`)} hint={t(`queue.${view}Hint`)} />;
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
