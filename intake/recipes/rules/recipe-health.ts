/** Recipe health: compares recent counts with earlier days and versions. */

import type {
  HealthCounts,
  RecipeHealthDay,
  RecipeHealthView,
} from "../../../utils/shared/contract/recipe-health.ts";
import {
  addCounts,
  emptyCounts,
  hasEnoughPosts,
  hasFallen,
  measures,
} from "../../../utils/shared/policy/recipe-health.ts";

type Key = Pick<RecipeHealthView, "site" | "kind" | "recipeVersion" | "browser">;

/** Counts of one day. The last 24 hours are summed separately, even within one day. */
export interface RecipeHealthSum extends Key {
  day: string;
  isRecent: boolean;
  counts: HealthCounts;
  drops: number;
  byStructure?: number | undefined;
}

/**
 * Returns one view per site, kind, recipe version and browser, newest version of a kind first. `sums` must be
 * sorted, oldest day first.
 */
export function viewRecipeHealth(sums: readonly RecipeHealthSum[]): RecipeHealthView[] {
  const groups = new Map<string, RecipeHealthSum[]>();
  for (const sum of sums) {
    const name = nameOf(sum);
    groups.set(name, [...(groups.get(name) ?? []), sum]);
  }
  return [...groups.values()]
    .flatMap(([first, ...others]) => (first ? toView(first, [first, ...others], sums) : []))
    .sort(inOrder);
}

function toView(
  key: Key,
  own: readonly RecipeHealthSum[],
  all: readonly RecipeHealthSum[],
): RecipeHealthView {
  const { site, kind, recipeVersion, browser } = key;
  const recent = own.filter(({ isRecent }) => isRecent);
  const counts = total(recent);
  const before = total(all.filter((sum) => isBefore(sum, key)));
  const fallen = measures.filter((name) => hasFallen(name, counts[name], before[name]));
  const byStructure = recent.reduce((pages, sum) => pages + (sum.byStructure ?? 0), 0);
  // One such page is enough: its posts are there, and the recipes miss them.
  const isDropped = fallen.length > 0 || byStructure > 0;
  const enough = measures.some((name) => hasEnoughPosts(name, counts[name]));
  return {
    site,
    kind,
    recipeVersion,
    browser,
    fallen,
    counts,
    before,
    state: isDropped ? "dropped" : enough ? "ok" : "too-few",
    drops: recent.reduce((drops, sum) => drops + sum.drops, 0),
    byStructure,
    history: toDays(own),
  };
}

/** Baseline: the same browser, on earlier days of this version and on all earlier versions. */
function isBefore(sum: RecipeHealthSum, { site, kind, recipeVersion, browser }: Key): boolean {
  if (sum.site !== site || sum.kind !== kind || sum.browser !== browser) return false;
  return sum.recipeVersion < recipeVersion || (sum.recipeVersion === recipeVersion && !sum.isRecent);
}

function toDays(sums: readonly RecipeHealthSum[]): RecipeHealthDay[] {
  const days = new Map<string, RecipeHealthDay>();
  for (const { day, counts, drops } of sums) {
    const known = days.get(day) ?? { day, counts: emptyCounts(), drops: 0 };
    addCounts(known.counts, counts);
    days.set(day, { ...known, drops: known.drops + drops });
  }
  return [...days.values()];
}

function total(sums: readonly RecipeHealthSum[]): HealthCounts {
  const counts = emptyCounts();
  for (const sum of sums) addCounts(counts, sum.counts);
  return counts;
}

function nameOf({ site, kind, recipeVersion, browser }: Key): string {
  return [site, kind, recipeVersion, browser].join();
}

function inOrder(a: Key, b: Key): number {
  return (
    a.site.localeCompare(b.site) ||
    a.kind.localeCompare(b.kind) ||
    b.recipeVersion - a.recipeVersion ||
    a.browser.localeCompare(b.browser)
  );
}
