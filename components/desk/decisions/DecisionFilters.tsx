/** Filters of the list of decisions. */

import type { ActionCode } from "../../../utils/shared/contract/category.ts";
import type { DecisionView } from "../../../utils/shared/contract/decision.ts";
import type { DecisionFilter } from "../../../utils/shared/contract/decision-list.ts";
import { foreign } from "../../../utils/shared/i18n/foreign.ts";
import { sites } from "../../../utils/shared/i18n/sites.ts";
import { actions } from "../../../utils/shared/policy/actions.ts";
import { categories, order } from "../../../utils/shared/policy/categories.ts";
import { FilterChoice, FilterDay, type FilterOption, withChosen } from "../../ui/FilterFields.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useLoad } from "../../ui/use-load.ts";
import { decisionTones } from "../decision/Decisions.tsx";
import type { DecisionListCalls } from "./use-decisions.ts";

export interface DecisionFiltersProps {
  filter: DecisionFilter;
  calls: Pick<DecisionListCalls, "listUnits">;
  onFilter(filter: DecisionFilter): void;
}

const actionCodes = Object.keys(actions) as ActionCode[];
const states = Object.keys(decisionTones) as DecisionView["state"][];
const acts = Object.keys({
  approve: true,
  reject: true,
  recategorise: true,
  escalate: true,
} satisfies Record<DecisionView["act"], true>) as DecisionView["act"][];

/** The choices in the order of the fields. */
function useOptions(units: readonly string[]) {
  const { t, words } = useLanguage();
  const any: FilterOption = ["", t("queue.any")];
  return {
    state: [any, ...states.map((one): FilterOption => [one, t(`decisionState.${one}`)])],
    act: [any, ...acts.map((one): FilterOption => [one, t(`act.${one}`)])],
    action: [any, ...actionCodes.map((one): FilterOption => [one, words(actions[one].label)])],
    category: [any, ...order.map((one): FilterOption => [one, words(categories[one].label)])],
    site: [any, ...sites.map((one): FilterOption => [one, t(`site.${one}`)])],
    unit: [any, ...units.map((one): FilterOption => [one, foreign(one)])],
  };
}

export function DecisionFilters({ filter, calls, onFilter }: DecisionFiltersProps) {
  const { t } = useLanguage();
  const units = withChosen(useLoad("units", calls.listUnits).value?.units ?? [], filter.unit);
  const options = useOptions(units);
  const set = (name: keyof DecisionFilter, value: string) => {
    const { [name]: _, ...others } = filter;
    onFilter((value === "" ? others : { ...others, [name]: value }) as DecisionFilter);
  };
  const labels = {
    state: t("queue.state"),
    act: t("decisions.act"),
    action: t("decisions.action"),
    category: t("queue.category"),
    site: t("queue.site"),
    unit: t("queue.unit"),
  };
  const names = Object.keys(labels) as (keyof typeof labels)[];
  return (
    <fieldset class="filters decision-filters">
      <legend class="hidden-text">{t("decisions.filters")}</legend>
      {names
        .filter((name) => name !== "unit" || units.length > 0)
        .map((name) => (
          <FilterChoice
            key={name}
            name={name}
            label={labels[name]}
            value={filter[name]}
            options={options[name]}
            onPick={(value) => set(name, value)}
          />
        ))}
      <FilterDay
        name="from"
        label={t("decisions.from")}
        value={filter.from}
        onChange={(day) => set("from", day)}
      />
      <FilterDay name="to" label={t("decisions.to")} value={filter.to} onChange={(day) => set("to", day)} />
      {Object.keys(filter).length > 0 ? (
        <button type="button" class="button link" data-testid="filter-clear" onClick={() => onFilter({})}>
          {t("queue.clear")}
        </button>
      ) : null}
    </fieldset>
  );
}
