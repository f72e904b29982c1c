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
 * sorted, oldest day first. Takes linear time, because a device chooses which versions it counts.
 */
export function viewRecipeHealth(sums: readonly RecipeHealthSum[]): RecipeHealthView[] {
  const groups = groupBy(sums, nameOf).sort(([a], [b]) => a.recipeVersion - b.recipeVersion);
  return groupBy(groups, ([{ site, kind, browser }]) => [site, kind, browser].join())
    .flatMap(viewVersions)
    .sort(inOrder);
}

type Group = [RecipeHealthSum, ...RecipeHealthSum[]];

/** One site, kind and browser, oldest version first. Baseline: earlier days of this version, and all earlier versions. */
function viewVersions(versions: readonly Group[]): RecipeHealthView[] {
  const earlier = emptyCounts();
  return versions.map((own) => {
    const recent = own.filter(({ isRecent }) => isRecent);
    for (const { isRecent, counts } of own) if (!isRecent) addCounts(earlier, counts);
    const view = toView(own, recent, total([{ counts: earlier }]));
    addCounts(earlier, view.counts);
    return view;
  });
}

function groupBy<T>(rows: readonly T[], nameOf: (row: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const row of rows) {
    const group = groups.get(nameOf(row));
    if (group) group.push(row);
    else groups.set(nameOf(row), [row]);
  }
  return [...groups.values()];
}

function toView(own: Group, recent: readonly RecipeHealthSum[], before: HealthCounts): RecipeHealthView {
  const { site, kind, recipeVersion, browser } = own[0];
  const counts = total(recent);
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

function toDays(sums: readonly RecipeHealthSum[]): RecipeHealthDay[] {
  const days = new Map<string, RecipeHealthDay>();
  for (const { day, counts, drops } of sums) {
    const known = days.get(day) ?? { day, counts: emptyCounts(), drops: 0 };
    addCounts(known.counts, counts);
    days.set(day, { ...known, drops: known.drops + drops });
  }
  return [...days.values()];
}

function total(sums: readonly Pick<RecipeHealthSum, "counts">[]): HealthCounts {
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
