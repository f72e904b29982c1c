/** Search and filters above one's own reports. */

import { useEffect, useState } from "preact/hooks";
import { searchDebounceMs } from "../../utils/extension/browser/delays.ts";
import type { OwnReportFilter } from "../../utils/extension/desk/own-reports.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { Calendar } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";

const states = ["waiting", "approved", "rejected", "asked"] as const;

export interface OwnFilterProps {
  filter: OwnReportFilter;
  onFilter(filter: OwnReportFilter): void;
}

export function OwnFilter({ filter, onFilter }: OwnFilterProps) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState(filter.q ?? "");
  const [showsDay, setShowsDay] = useState(filter.from !== undefined);
  const set = (name: keyof OwnReportFilter, value: string) => {
    const { [name]: _, ...others } = filter;
    onFilter((value === "" ? others : { ...others, [name]: value }) as OwnReportFilter);
  };
  useEffect(() => {
    const words = typed.trim();
    if (words === (filter.q ?? "")) return;
    const timer = setTimeout(() => set("q", words), searchDebounceMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <search class="own-filter">
      <input
        type="search"
        class="input"
        aria-label={t("own.search")}
        placeholder={t("own.search")}
        data-testid="own-search"
        maxLength={limits.searchChars}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <select
        class="input"
        aria-label={t("own.state")}
        data-testid="filter-own-state"
        value={filter.state ?? ""}
        onChange={(event) => set("state", event.currentTarget.value)}
      >
        <option value="">{t("own.all")}</option>
        {states.map((state) => (
          <option key={state} value={state}>
            {t(`own.is.${state}`)}
          </option>
        ))}
      </select>
      <button
        type="button"
        class={filter.from === undefined ? "button quiet icon" : "button icon"}
        aria-label={t("own.day")}
        title={t("own.day")}
        aria-expanded={showsDay}
        data-testid="own-day-open"
        onClick={() => setShowsDay(!showsDay)}
      >
        <Calendar size={16} aria-hidden="true" />
      </button>
      {showsDay ? (
        <input
          type="date"
          class="input"
          aria-label={t("own.day")}
          title={t("own.day")}
          data-testid="own-day"
          value={filter.from ?? ""}
          onChange={({ currentTarget: { value } }) => {
            const { from: _, to: __, ...others } = filter;
            onFilter(value === "" ? others : { ...others, from: value, to: value });
          }}
        />
      ) : null}
    </search>
  );
}
