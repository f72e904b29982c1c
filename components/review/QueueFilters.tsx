/** What narrows the queue: state, site, category, language, unit, days. */

import { useId } from "preact/hooks";
import type { CaseState } from "../../utils/contract/case.ts";
import { limits } from "../../utils/contract/limits.ts";
import type { QueueFilter } from "../../utils/contract/queue-filter.ts";
import { sites } from "../../utils/language/sites.ts";
import { tongueName, tongues } from "../../utils/language/tongues.ts";
import { categories, order } from "../../utils/policy/categories.ts";
import { useLanguage } from "../shared/language.ts";

const states = {
  open: true,
  proposed: true,
  panel: true,
  approved: true,
  rejected: true,
  escalated: true,
} satisfies Record<CaseState, true>;

export interface QueueFiltersProps {
  filter: QueueFilter;
  onFilter(filter: QueueFilter): void;
}

export function QueueFilters({ filter, onFilter }: QueueFiltersProps) {
  const { language, t, words } = useLanguage();
  const set = (name: Exclude<keyof QueueFilter, "state">, value: string) => {
    const { [name]: _, ...others } = filter;
    onFilter((value === "" ? others : { ...others, [name]: value }) as QueueFilter);
  };
  const narrowed = Object.keys(filter).length > 1;
  return (
    <div class="filters">
      <Pick
        name="state"
        value={filter.state}
        onPick={(state) => onFilter({ ...filter, state: state as QueueFilter["state"] })}
        options={[
          ["pending", t("review.filterPending")],
          ...keysOf(states).map((state): Option => [state, t(`caseState.${state}`)]),
        ]}
      />
      <Pick
        name="site"
        value={filter.site}
        onPick={(site) => set("site", site)}
        options={[["", t("queue.any")], ...sites.map((site): Option => [site, t(`site.${site}`)])]}
      />
      <Pick
        name="category"
        value={filter.category}
        onPick={(category) => set("category", category)}
        options={[
          ["", t("queue.any")],
          ...order.map((code): Option => [code, words(categories[code].label)]),
        ]}
      />
      <Pick
        name="language"
        value={filter.language}
        onPick={(tongue) => set("language", tongue)}
        options={[
          ["", t("queue.any")],
          ...tongues.map((tongue): Option => [tongue, tongueName(language, tongue)]),
        ]}
      />
      <Field name="from" type="date" value={filter.from} onChange={(day) => set("from", day)} />
      <Field name="to" type="date" value={filter.to} onChange={(day) => set("to", day)} />
      <Field name="unit" type="text" value={filter.unit} onChange={(unit) => set("unit", unit.trim())} />
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
type Name = "state" | "site" | "category" | "language" | "unit" | "from" | "to";

function Pick(props: {
  name: Name;
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

interface FieldProps {
  name: Name;
  type: "date" | "text";
  value: string | undefined;
  /** When the person leaves the field, or has picked a day. */
  onChange(value: string): void;
}

function Field({ name, type, value, onChange }: FieldProps) {
  const { t } = useLanguage();
  const id = useId();
  const attributes = {
    ...{ id, class: "input", maxLength: limits.nameChars, value: value ?? "" },
    "data-testid": `filter-${name}`,
    onChange: (event: { currentTarget: HTMLInputElement }) => onChange(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>{t(`queue.${name}`)}</label>
      {type === "date" ? <input type="date" {...attributes} /> : <input type="text" {...attributes} />}
    </div>
  );
}

function keysOf<K extends string>(set: Record<K, true>): K[] {
  return Object.keys(set) as K[];
}
