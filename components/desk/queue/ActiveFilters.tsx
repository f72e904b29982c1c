/** The active filters of the queue, each with a button that removes it. A folded filter must not look like an empty queue. */

import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { foreign } from "../../../utils/shared/i18n/foreign.ts";
import { spokenLanguageName } from "../../../utils/shared/i18n/spoken-languages.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { X } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";

type Narrowing = Exclude<keyof QueueFilter, "state" | "q">;

const order: readonly Narrowing[] = ["site", "category", "language", "unit", "from", "to"];

interface ActiveFiltersProps {
  filter: QueueFilter;
  onFilter(filter: QueueFilter): void;
}

export function ActiveFilters({ filter, onFilter }: ActiveFiltersProps) {
  const { t } = useLanguage();
  const wordsOf = useFilterWords(filter);
  const active = order.filter((name) => filter[name] !== undefined);
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
