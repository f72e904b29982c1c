/** The supervisor's queue: search, filters and cases in order of priority, loaded page by page. */

import type { ComponentChildren, Ref, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CaseState, CaseTurn, TurnCounts } from "../../../utils/shared/contract/case-state.ts";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { cappedCount } from "../../../utils/shared/i18n/capped-count.ts";
import { foreign } from "../../../utils/shared/i18n/foreign-text.ts";
import { timeOfDay } from "../../../utils/shared/i18n/time.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { RefreshCw, SlidersHorizontal } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { lazy } from "../../ui/lazy.tsx";
import { Empty, Skeleton } from "../../ui/Placeholder.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { useKeys } from "../../ui/use-keys.ts";
import { type PersistedState, usePersistedState } from "../../ui/use-persisted-state.ts";
import { CaseCard, CaseColumns } from "../case/CaseCard.tsx";
import type { TimeLeftProps } from "../UrgencyTags.tsx";
import type { ReviewCalls } from "../use-desk-calls.ts";
import { ActiveFilters, isView, QueueFilters, type UnitCalls, withoutView } from "./QueueFilters.tsx";
import { type Item, type OpenTarget, openTargetOf, pendingCount } from "./queue-rows.ts";
import { SavedViews } from "./SavedViews.tsx";
import type { AssignCalls } from "./SelectionBar.tsx";
import type { QueueState } from "./use-queue.ts";
import { useRowKeys } from "./use-row-keys.ts";
import {
  type CountedView,
  isSameFilter,
  type SavedViewList,
  useSavedViews,
  type ViewCalls,
} from "./use-saved-views.ts";
import { type Selection, useSelection } from "./use-selection.ts";

const SelectionBar = lazy(async () => (await import("./SelectionBar.tsx")).SelectionBar, ["work", "desk"]);
const HandOver = lazy(async () => (await import("./HandOver.tsx")).HandOver, ["work", "desk"]);

interface QueueHeadProps {
  filter: QueueFilter;
  onFilter(filter: QueueFilter): void;
  calls: ViewCalls & UnitCalls & Pick<ReviewCalls, "shift" | "teamwork" | "turns">;
  /** Undefined until they are counted, and for roles without turns. */
  turns: TurnCounts | undefined;
  saved: SavedViewList;
  /** Number of cases that the list does not show yet. */
  news: number;
  density: PersistedState<Density>;
  onRefresh(): void;
}

type Density = "cosy" | "compact";

const maxNewCount = 9;
const states = ["pending", "approved", "rejected"] as const satisfies (CaseState | "pending")[];

/** Above the list: search, the most used states, and all other filters behind one button. */
function QueueHead(props: QueueHeadProps) {
  const { filter, onFilter, calls, saved, news, density, onRefresh } = props;
  const { t } = useLanguage();
  const [unfolded, setUnfolded] = useState(false);
  const inUse = Object.keys(filter).filter((name) => name !== "q" && !isView(name)).length;
  const label = inUse === 0 ? t("queue.filters") : t("queue.filtersOn", { count: inUse });
  return (
    <div class="queue-head">
      <div class="queue-tools">
        <Search value={filter.q ?? ""} onChange={(q) => onFilter(withSearch(filter, q))} />
        <button
          type="button"
          class={inUse === 0 ? "button quiet icon" : "button icon"}
          aria-label={label}
          title={label}
          aria-expanded={unfolded}
          data-testid="queue-filters"
          onClick={() => setUnfolded((old) => !old)}
        >
          <SlidersHorizontal size={16} aria-hidden="true" />
        </button>
        {/* News replaces the icon: an extra line would move the list. */}
        {news > 0 ? (
          <button
            type="button"
            class="button primary icon"
            aria-label={t("queue.newsShow", { count: news })}
            title={t("queue.newsShow", { count: news })}
            data-testid="queue-refresh"
            onClick={onRefresh}
          >
            {news > maxNewCount ? `${maxNewCount}+` : news}
          </button>
        ) : (
          <IconButton
            label={t("review.refresh")}
            icon={RefreshCw}
            data-testid="queue-refresh"
            onClick={onRefresh}
          />
        )}
        <span class="hidden-text" role="status" data-testid="queue-news">
          {news > 0 ? t("queue.news", { count: news }) : ""}
        </span>
      </div>
      <StateChips {...props} />
      <ActiveFilters filter={filter} onFilter={onFilter} />
      {unfolded ? (
        <div class="queue-more-filters">
          <QueueFilters filter={filter} calls={calls} onFilter={onFilter} />
          <SavedViews filter={filter} onPick={onFilter} saved={saved} />
          <Chips<Density>
            label={t("queue.density")}
            value={density.value}
            onChange={(value) => density.set(() => value)}
            options={(["cosy", "compact"] as const).map((value) => ({
              value,
              label: t(`queue.${value}`),
              testId: `density-${value}`,
            }))}
          />
        </div>
      ) : null}
    </div>
  );
}

/** The first chips, which have room in one line of the popup (`queue.css`). */
const narrowChips = 3;
const viewed = ["decide", "confirm", "late", "others"] as const satisfies (CaseTurn | "late")[];
type Chip = (typeof states)[number] | (typeof viewed)[number] | "mine";

/** The most used states, whose turn it is, and the viewer's own cases with the way to hand them over. */
function StateChips({ filter, onFilter, calls, turns, saved, onRefresh }: QueueHeadProps) {
  const { t } = useLanguage();
  const [handing, setHanding] = useState(false);
  const { mine } = filter;
  const [open, ...settled] = states;
  const shown: Chip[] = [
    open,
    ...(calls.turns ? viewed : []),
    ...(calls.shift ? (["mine"] as const) : []),
    ...settled,
  ];
  const value = chipOf(filter);
  const pick = (picked: Chip) => onFilter({ ...withoutView(filter), ...chipFilter(picked) });
  const countOf = (chip: Chip) => (calls.turns ? shownCountOf(chip, turns) : undefined);
  return (
    <>
      <div class="queue-views">
        <Chips<Chip>
          label={t("review.filterState")}
          labelHidden
          value={value}
          onChange={pick}
          options={shown.map((chip) => ({
            value: chip,
            label: t(chipLabels[chip]),
            ...(isViewed(chip) ? { hint: t(`queue.${chip}Hint`) } : {}),
            ...(chip === "pending" ? { hint: t("review.filterPending") } : {}),
            count: countOf(chip),
            urgent: chip === "late" && turns !== undefined && turns.late > 0,
            testId: `queue-${chip}`,
          }))}
        />
        {shown.length > narrowChips ? (
          <MoreViews
            value={value}
            options={shown.slice(narrowChips).map((chip) => [chip, t(chipLabels[chip]), countOf(chip)])}
            onPick={pick}
            filter={filter}
            views={saved.views}
            onFilter={onFilter}
          />
        ) : null}
      </div>
      <SavedChips filter={filter} views={saved.views} onFilter={onFilter} />
      {mine && calls.shift ? (
        <button
          type="button"
          class="button link hand-over-open"
          data-testid="hand-over-open"
          onClick={() => setHanding(true)}
        >
          {t("handOver.title")}
        </button>
      ) : null}
      {handing && calls.shift ? (
        <HandOver calls={calls.shift} onDone={onRefresh} onClose={() => setHanding(false)} />
      ) : null}
    </>
  );
}

interface SavedChipsProps {
  filter: QueueFilter;
  views: readonly CountedView[];
  onFilter(filter: QueueFilter): void;
}

/** The saved views, which a narrow list has in its choice of views. */
function SavedChips({ filter, views, onFilter }: SavedChipsProps) {
  const { t } = useLanguage();
  if (views.length === 0) return null;
  return (
    <ul class="chips queue-saved" aria-label={t("queue.views")}>
      {views.map((view) => (
        <li key={view.name}>
          <button
            type="button"
            class="button saved-view"
            aria-pressed={isSameFilter(filter, view.filter)}
            data-testid="saved-view"
            onClick={() => onFilter(view.filter)}
          >
            <Foreign text={view.name} />
            <span class="chip-count">{view.count}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface MoreViewsProps extends SavedChipsProps {
  value: Chip | undefined;
  options: readonly (readonly [value: Chip, label: string, count: string | undefined])[];
  onPick(value: Chip): void;
}

const counted = (label: string, count: string | undefined) => (count ? `${label} (${count})` : label);

/** In a narrow list: the views whose chips have no room in the first line, and the saved ones. */
function MoreViews({ value, options, onPick, filter, views, onFilter }: MoreViewsProps) {
  const { t } = useLanguage();
  const savedAt = views.findIndex((view) => isSameFilter(filter, view.filter));
  const chosen = savedAt === -1 ? (options.find(([option]) => option === value)?.[0] ?? "") : String(savedAt);
  return (
    <select
      class="input queue-view"
      aria-label={t("queue.moreViews")}
      data-testid="queue-view"
      data-chosen={chosen !== ""}
      value={chosen}
      onChange={({ currentTarget }) => {
        const picked = options.find(([option]) => option === currentTarget.value);
        const view = views[Number(currentTarget.value)];
        if (picked) onPick(picked[0]);
        else if (view) onFilter(view.filter);
      }}
    >
      <option value="" hidden>
        {t("queue.moreViews")}
      </option>
      {options.map(([option, label, count]) => (
        <option key={option} value={option}>
          {counted(label, count)}
        </option>
      ))}
      {views.length > 0 ? (
        <optgroup label={t("queue.views")}>
          {views.map(({ name, count }, at) => (
            <option key={name} value={at}>
              {counted(foreign(name), count)}
            </option>
          ))}
        </optgroup>
      ) : null}
    </select>
  );
}

const isViewed = (chip: Chip): chip is (typeof viewed)[number] => viewed.some((view) => view === chip);

/** Empty until it is known, so that its arrival moves nothing. Undefined for decided cases, which are not counted. */
function shownCountOf(chip: Chip, turns: TurnCounts | undefined): string | undefined {
  if (chip === "approved" || chip === "rejected") return undefined;
  if (!turns) return "";
  return cappedCount(chip === "pending" ? pendingCount(turns) : turns[chip]);
}

function chipOf({ state, mine, late, turn }: QueueFilter): Chip | undefined {
  if (mine) return "mine";
  if (late) return "late";
  return turn ?? states.find((name) => name === state);
}

function chipFilter(picked: Chip): QueueFilter {
  if (picked === "mine") return { state: "pending", mine: "true" };
  if (picked === "late") return { state: "pending", late: "true" };
  return isViewed(picked) ? { state: "pending", turn: picked } : { state: picked };
}

const chipLabels = {
  decide: "queue.decide",
  confirm: "queue.confirm",
  late: "queue.late",
  others: "queue.others",
  mine: "queue.mine",
  pending: "queue.pending",
  approved: "caseState.approved",
  rejected: "caseState.rejected",
} as const;

function withSearch({ q: _, ...filter }: QueueFilter, q: string): QueueFilter {
  return q === "" ? filter : { ...filter, q };
}

function Search({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { t } = useLanguage();
  const field = useRef<HTMLInputElement>(null);
  useKeys({
    search: () => {
      if (!field.current?.checkVisibility()) return false;
      field.current.focus();
      field.current.select();
    },
  });
  return (
    <SearchField
      label={t("queue.search")}
      placeholder={t("queue.searchHint")}
      testId="queue-search"
      value={value}
      inputRef={field}
      onChange={onChange}
    />
  );
}

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

/** Named in `queue.css`. */
const searchHighlight = "searched";

/**
 * Marks the searched words in a list without changing its elements (CSS Custom Highlight API). `drawn`: what the list shows; the
 * words are sought again after each change.
 */
function useSearchMarks(list: RefObject<HTMLElement | null>, q: string | undefined, drawn: unknown): void {
  useEffect(() => {
    if (typeof Highlight === "undefined" || !list.current || q === undefined) return;
    CSS.highlights.set(searchHighlight, new Highlight(...rangesOf(list.current, q.split(/\s+/))));
    return () => void CSS.highlights.delete(searchHighlight);
  }, [q, drawn]);
}

function rangesOf(list: HTMLElement, words: readonly string[]): Range[] {
  const sought = words
    .filter((word) => word !== "")
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  if (sought.length === 0) return [];
  const pattern = new RegExp(sought.join("|"), "giu");
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(list, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // Matched in the text itself: in lower case some letters are longer, so positions would differ.
    for (const { index, 0: match } of node.nodeValue?.matchAll(pattern) ?? []) {
      const range = new Range();
      range.setStart(node, index);
      range.setEnd(node, index + match.length);
      ranges.push(range);
    }
  }
  return ranges;
}
