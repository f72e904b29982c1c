import type { Client } from "../../../utils/extension/desk/client.ts";
import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { sites } from "../../../utils/shared/contract/site-names.ts";
import { foreign } from "../../../utils/shared/i18n/foreign-text.ts";
import { spokenLanguageName, spokenLanguages } from "../../../utils/shared/i18n/spoken-languages.ts";
import { categories, order } from "../../../utils/shared/policy/categories.ts";
import {
  FilterChoice,
  type FilterChoiceProps,
  FilterDay,
  type FilterOption,
  withChosen,
} from "../../ui/FilterFields.tsx";
import { X } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { useLoad } from "../../ui/use-load.ts";

const states = {
  open: true,
  proposed: true,
  panel: true,
  approved: true,
  rejected: true,
  escalated: true,
} satisfies Record<CaseState, true>;

export type UnitCalls = Pick<Client, "listUnits">;

export interface QueueFiltersProps {
  filter: QueueFilter;
  calls: UnitCalls;
  onFilter(filter: QueueFilter): void;
}

export function QueueFilters({ filter, calls, onFilter }: QueueFiltersProps) {
  const { language, t, words } = useLanguage();
  const set = (name: Narrowing, value: string) => {
    const { [name]: _, ...others } = filter;
    onFilter((value === "" ? others : { ...others, [name]: value }) as QueueFilter);
  };
  const units = withChosen(useLoad("units", calls.listUnits).value?.units ?? [], filter.unit);
  const narrowed = Object.keys(filter).some((name) => !isView(name));
  return (
    <div class="filters">
      <QueueChoice
        name="state"
        value={filter.state}
        onPick={(state) => onFilter({ ...withoutView(filter), state: state as QueueFilter["state"] })}
        options={[
          ["pending", t("review.filterPending")],
          ...selectedKeys(states).map((state): FilterOption => [state, t(`caseState.${state}`)]),
        ]}
      />
      <QueueChoice
        name="site"
        value={filter.site}
        onPick={(site) => set("site", site)}
        options={[["", t("queue.any")], ...sites.map((site): FilterOption => [site, t(`site.${site}`)])]}
      />
      <QueueChoice
        name="category"
        value={filter.category}
        onPick={(category) => set("category", category)}
        options={[
          ["", t("queue.any")],
          ...order.map((code): FilterOption => [code, words(categories[code].label)]),
        ]}
      />
      <QueueChoice
        name="language"
        value={filter.language}
        onPick={(tongue) => set("language", tongue)}
        options={[
          ["", t("queue.any")],
          ...spokenLanguages.map((tongue): FilterOption => [tongue, spokenLanguageName(language, tongue)]),
        ]}
      />
      <FilterDay
        name="from"
        label={t("queue.from")}
        value={filter.from}
        onChange={(day) => set("from", day)}
      />
      <FilterDay name="to" label={t("queue.to")} value={filter.to} onChange={(day) => set("to", day)} />
      {units.length > 0 ? (
        <QueueChoice
          name="unit"
          value={filter.unit}
          onPick={(unit) => set("unit", unit)}
          options={[["", t("queue.any")], ...units.map((unit): FilterOption => [unit, foreign(unit)])]}
        />
      ) : null}
      {narrowed ? (
        <button
          type="button"
          class="button link"
          data-testid="filter-clear"
          onClick={() => {
            const kept = Object.entries(filter).filter(([name]) => isView(name));
            onFilter(Object.fromEntries(kept) as QueueFilter);
          }}
        >
          {t("queue.clear")}
        </button>
      ) : null}
    </div>
  );
}

type QueueChoiceProps = Omit<FilterChoiceProps, "label"> & {
  name: "state" | "site" | "category" | "language" | "unit";
};

function QueueChoice(props: QueueChoiceProps) {
  const { t } = useLanguage();
  return <FilterChoice {...props} label={t(`queue.${props.name}`)} />;
}

const views: readonly string[] = ["state", "mine", "turn", "late"] satisfies (keyof QueueFilter)[];

/** Chosen by the chips, not by the fields. */
export const isView = (name: string) => views.includes(name);

export function withoutView({ mine: _mine, turn: _turn, late: _late, ...filter }: QueueFilter): QueueFilter {
  return filter;
}

function selectedKeys<K extends string>(set: Record<K, true>): K[] {
  return Object.keys(set) as K[];
}

type Narrowing = Exclude<keyof QueueFilter, "state" | "q" | "mine" | "turn" | "late">;

const narrowings: readonly Narrowing[] = ["site", "category", "language", "unit", "from", "to"];

interface ActiveFiltersProps {
  filter: QueueFilter;
  onFilter(filter: QueueFilter): void;
}

/** The active filters of the queue, each with a button that removes it. A folded filter must not look like an empty queue. */
export function ActiveFilters({ filter, onFilter }: ActiveFiltersProps) {
  const { t } = useLanguage();
  const wordsOf = useFilterWords(filter);
  const active = narrowings.filter((name) => filter[name] !== undefined);
  if (active.length === 0) return null;
  const remove = (name: Narrowing) => {
    const { [name]: _, ...others } = filter;
    onFilter(others);
  };
  return (
    <ul class="chips active-filters" aria-label={t("queue.filters")}>
      {active.map((name) => (
        <li key={name}>
          <button
            type="button"
            class="button active-filter"
            aria-label={t("queue.filterRemove", { name: t(`queue.${name}`), value: wordsOf(name) })}
            data-testid={`active-${name}`}
            onClick={() => remove(name)}
          >
            {t(`queue.${name}`)}: {wordsOf(name)}
            <X size={12} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function useFilterWords(filter: QueueFilter): (name: Narrowing) => string {
  const { language, t, words } = useLanguage();
  return (name) => {
    const { site, category, language: tongue } = filter;
    if (name === "site" && site) return t(`site.${site}`);
    if (name === "category" && category) return words(categories[category].short);
    if (name === "language" && tongue) return spokenLanguageName(language, tongue);
    return foreign(filter[name] ?? "");
  };
}
