import { useId } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { foreign } from "../../../utils/shared/i18n/foreign.ts";
import { sites } from "../../../utils/shared/i18n/sites.ts";
import { spokenLanguageName, spokenLanguages } from "../../../utils/shared/i18n/spoken-languages.ts";
import { categories, order } from "../../../utils/shared/policy/categories.ts";
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
  const set = (name: Exclude<keyof QueueFilter, "state">, value: string) => {
    const { [name]: _, ...others } = filter;
    onFilter((value === "" ? others : { ...others, [name]: value }) as QueueFilter);
  };
  const units = unitsOf(useLoad("units", calls.listUnits).value?.units ?? [], filter.unit);
  const narrowed = Object.keys(filter).length > 1;
  return (
    <div class="filters">
      <FilterChoice
        name="state"
        value={filter.state}
        onPick={(state) => onFilter({ ...filter, state: state as QueueFilter["state"] })}
        options={[
          ["pending", t("review.filterPending")],
          ...selectedKeys(states).map((state): Option => [state, t(`caseState.${state}`)]),
        ]}
      />
      <FilterChoice
        name="site"
        value={filter.site}
        onPick={(site) => set("site", site)}
        options={[["", t("queue.any")], ...sites.map((site): Option => [site, t(`site.${site}`)])]}
      />
      <FilterChoice
        name="category"
        value={filter.category}
        onPick={(category) => set("category", category)}
        options={[
          ["", t("queue.any")],
          ...order.map((code): Option => [code, words(categories[code].label)]),
        ]}
      />
      <FilterChoice
        name="language"
        value={filter.language}
        onPick={(tongue) => set("language", tongue)}
        options={[
          ["", t("queue.any")],
          ...spokenLanguages.map((tongue): Option => [tongue, spokenLanguageName(language, tongue)]),
        ]}
      />
      <DateField name="from" value={filter.from} onChange={(day) => set("from", day)} />
      <DateField name="to" value={filter.to} onChange={(day) => set("to", day)} />
      {units.length > 0 ? (
        <FilterChoice
          name="unit"
          value={filter.unit}
          onPick={(unit) => set("unit", unit)}
          options={[["", t("queue.any")], ...units.map((unit): Option => [unit, foreign(unit)])]}
        />
      ) : null}
      {narrowed ? (
        <button
          type="button"
          class="button link"
          data-testid="filter-clear"
          onClick={() => onFilter({ state: filter.state })}
        >
          {t("queue.clear")}
        </button>
      ) : null}
    </div>
  );
}

type Option = [value: string, label: string];
type FilterName = "state" | "site" | "category" | "language" | "unit" | "from" | "to";

function FilterChoice(props: {
  name: FilterName;
  value: string | undefined;
  options: Option[];
  onPick(value: string): void;
}) {
  const { t } = useLanguage();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t(`queue.${props.name}`)}</label>
      <select
        id={id}
        class="input"
        data-testid={`filter-${props.name}`}
        value={props.value ?? ""}
        onChange={(event) => props.onPick(event.currentTarget.value)}
      >
        {props.options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

interface DayProps {
  name: FilterName;
  value: string | undefined;
  onChange(value: string): void;
}

function DateField({ name, value, onChange }: DayProps) {
  const { t } = useLanguage();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t(`queue.${name}`)}</label>
      <input
        id={id}
        type="date"
        class="input"
        data-testid={`filter-${name}`}
        value={value ?? ""}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

/** Keeps a unit of a saved view that no longer exists, so that the person can deselect it. */
function unitsOf(known: readonly string[], chosen: string | undefined): string[] {
  return chosen === undefined || known.includes(chosen) ? [...known] : [...known, chosen];
}

function selectedKeys<K extends string>(set: Record<K, true>): K[] {
  return Object.keys(set) as K[];
}
