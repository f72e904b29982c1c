/** Decides whether a unit sees a case; the same rule as the SQL filter in `scope-filters.ts`. */

import { severalLanguages, type Unit } from "../core/scope.ts";
import type { CaseRecord } from "./rows.ts";
import { units } from "./schema/index.ts";

/** Columns of a unit that decide which cases it sees. */
export const unitColumns = {
  name: units.name,
  sites: units.sites,
  categories: units.categories,
  languages: units.languages,
};

export type ScopedCase = Pick<
  CaseRecord,
  "site" | "category" | "reportedCategory" | "categories" | "language"
>;

export function unitSees(unit: Unit | null, one: ScopedCase): boolean {
  if (!unit) return true;
  if (unit.sites && !unit.sites.includes(one.site)) return false;
  const { categories, languages } = unit;
  const { language } = one;
  const isOfOne = language !== null && language !== severalLanguages;
  if (languages && isOfOne && !languages.includes(language)) return false;
  return (
    !categories ||
    [one.category, one.reportedCategory, ...one.categories].some((code) => categories.includes(code))
  );
}
