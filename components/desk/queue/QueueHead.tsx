/** Above the queue's list: search, the most used states, and all other filters behind one button. */

import { useRef, useState } from "preact/hooks";
import type { CaseState, CaseTurn, TurnCounts } from "../../../utils/shared/contract/case-state.ts";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { cappedCount } from "../../../utils/shared/i18n/capped-count.ts";
import { foreign } from "../../../utils/shared/i18n/foreign-text.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { RefreshCw, SlidersHorizontal } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { lazy } from "../../ui/lazy.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { useKeys } from "../../ui/use-keys.ts";
import type { PersistedState } from "../../ui/use-persisted-state.ts";
import type { ReviewCalls } from "../use-desk-calls.ts";
import { ActiveFilters, isView, QueueFilters, type UnitCalls, withoutView } from "./QueueFilters.tsx";
import { pendingCount } from "./queue-rows.ts";
import { SavedViews } from "./SavedViews.tsx";
import { type CountedView, isSameFilter, type SavedViewList, type ViewCalls } from "./use-saved-views.ts";

const HandOver = lazy(async () => (await import("./HandOver.tsx")).HandOver, ["work", "desk"]);

export interface QueueHeadProps {
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

export type Density = "cosy" | "compact";

const maxNewCount = 9;
const states = ["pending", "approved", "rejected"] as const satisfies (CaseState | "pending")[];

export function QueueHead(props: QueueHeadProps) {
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
