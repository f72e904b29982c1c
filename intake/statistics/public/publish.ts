/**
 * Prepares a counted month for publication: hides small numbers, and rounds those of a running month down.
 */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import {
  type CountName,
  type Figures,
  type MonthFigures,
  type TimeName,
  timeNames,
} from "../../../utils/shared/contract/figures.ts";
import {
  type PublicFigures,
  publicCounts,
  publicVersion,
} from "../../../utils/shared/contract/public-figures.ts";
import { type SiteId, siteId } from "../../../utils/shared/contract/site.ts";
import { strictness } from "../../../utils/shared/policy/categories.ts";
import { countOf, sumFigures } from "../../../utils/shared/policy/figures.ts";
import { countSteps, medianOf } from "../../../utils/shared/policy/minutes.ts";
import { leastShown, suppress } from "../../cases/rules/suppress.ts";

const sites: readonly SiteId[] = siteId.options;
/** Rarest categories first, because the first cells are hidden to protect others. */
const categories: readonly CategoryCode[] = [...strictness].reverse();

export function publish({ month, countedAt, isFinal, rows }: MonthFigures): PublicFigures {
  const sumWhere = (isMeant: (row: MonthFigures["rows"][number]) => boolean) =>
    sumFigures(rows.filter(isMeant).map(({ figures }) => figures));
  const all = sumWhere(() => true);
  const bySite = sites.map((site) => sumWhere((row) => row.site === site));
  const byCategory = categories.map((category) => sumWhere((row) => row.category === category));

  const countRow = (name: CountName) => {
    const [ofSites, ofCategories] = suppress(
      [bySite, byCategory].map((split) => split.map((figures) => countOf(figures, name))),
    );
    const show = (n: number | null | undefined) => (isFinal ? (n ?? null) : roundDown(n));
    return {
      name,
      total: show(ofSites?.total),
      sites: named(sites, (_, at) => show(ofSites?.cells[at])),
      categories: named(categories, (_, at) => show(ofCategories?.cells[at])),
    };
  };
  const medianRow = (name: TimeName) => ({
    name,
    total: medianShown(all, name),
    sites: named(sites, (_, at) => medianShown(bySite[at], name)),
    categories: named(categories, (_, at) => medianShown(byCategory[at], name)),
  });
  return {
    version: publicVersion,
    month,
    countedAt,
    final: isFinal,
    counts: publicCounts.map(countRow),
    medians: timeNames.map(medianRow),
  };
}

/** Rounding prevents conclusions from two readings of a running month. */
function roundDown(n: number | null | undefined): number | null {
  return n === null || n === undefined ? null : n - (n % leastShown);
}

function medianShown(figures: Figures | undefined, name: TimeName): number | null {
  const steps = figures?.minutes[name];
  if (!steps || countSteps(steps) < leastShown) return null;
  return Math.round(medianOf(steps) ?? 0);
}

function named<K extends string, T>(names: readonly K[], of: (name: K, at: number) => T): Record<K, T> {
  return Object.fromEntries(names.map((name, at) => [name, of(name, at)])) as Record<K, T>;
}
