/** Above the list: search, the most used states, and all other filters behind one button. */

import { useEffect, useRef, useState } from "preact/hooks";
import { searchDebounceMs } from "../../../utils/extension/browser/delays.ts";
import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { Chips } from "../../ui/Chips.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { RefreshCw, SlidersHorizontal } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { QueueFilters, type UnitCalls } from "./QueueFilters.tsx";
import { SavedViews, type ViewCalls } from "./SavedViews.tsx";

export interface QueueHeadProps {
  filter: QueueFilter;
  onFilter(filter: QueueFilter): void;
  calls: ViewCalls & UnitCalls;
  /** Number of cases that the list does not show yet. */
  news: number;
  onRefresh(): void;
}

const maxNewCount = 9;
const states = ["pending", "approved", "rejected"] as const satisfies (CaseState | "pending")[];

export function QueueHead({ filter, onFilter, calls, news, onRefresh }: QueueHeadProps) {
  const { t } = useLanguage();
  const [unfolded, setUnfolded] = useState(false);
  const inUse = Object.keys(filter).filter((name) => name !== "state" && name !== "q").length;
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
      <Chips<(typeof states)[number]>
        label={t("review.filterState")}
        labelHidden
        value={states.find((state) => state === filter.state)}
        onChange={(state) => onFilter({ ...filter, state })}
        options={states.map((value) => ({
          value,
          label: t(value === "pending" ? "review.filterPending" : `caseState.${value}`),
          testId: `queue-${value}`,
        }))}
      />
      {unfolded ? (
        <div class="queue-more-filters">
          <QueueFilters filter={filter} calls={calls} onFilter={onFilter} />
          <SavedViews filter={filter} onPick={onFilter} calls={calls} />
        </div>
      ) : null}
    </div>
  );
}

function withSearch({ q: _, ...filter }: QueueFilter, q: string): QueueFilter {
  return q === "" ? filter : { ...filter, q };
}

/** Debounces the search. */
function Search({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    const words = typed.trim();
    if (words === value) return;
    const timer = setTimeout(() => onChange(words), searchDebounceMs);
    return () => clearTimeout(timer);
  }, [typed]);
  useKeys({
    search: () => {
      if (!field.current?.checkVisibility()) return false;
      field.current.focus();
      field.current.select();
    },
  });
  return (
    <input
      ref={field}
      type="search"
      class="input"
      aria-label={t("queue.search")}
      placeholder={t("queue.searchHint")}
      title={t("queue.search")}
      data-testid="queue-search"
      maxLength={limits.searchChars}
      value={typed}
      onInput={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
