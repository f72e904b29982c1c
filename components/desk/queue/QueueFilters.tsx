import type { Client } from "../../../utils/extension/desk/client.ts";
import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { foreign } from "../../../utils/shared/i18n/foreign.ts";
import { sites } from "../../../utils/shared/i18n/sites.ts";
import { spokenLanguageName, spokenLanguages } from "../../../utils/shared/i18n/spoken-languages.ts";
import { categories, order } from "../../../utils/shared/policy/categories.ts";
import {
  FilterChoice,
  type FilterChoiceProps,
  FilterDay,
  type FilterOption,
  withChosen,
} from "../../ui/FilterFields.tsx";
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
  const units = withChosen(useLoad("units", calls.listUnits).value?.units ?? [], filter.unit);
  const narrowed = Object.keys(filter).length > 1;
  return (
    <div class="filters">
      <QueueChoice
        name="state"
        value={filter.state}
        onPick={(state) => onFilter({ ...filter, state: state as QueueFilter["state"] })}
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
          onClick={() => onFilter({ state: filter.state })}
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

function selectedKeys<K extends string>(set: Record<K, true>): K[] {
  return Object.keys(set) as K[];
}
