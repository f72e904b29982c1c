/** Recipe health at the intake: what a kind's last day is compared with, and how its days are shown. */

import { describe, expect, test } from "vitest";
import { type RecipeHealthSum, viewRecipeHealth } from "../../../../intake/recipes/rules/recipe-health.ts";
import type { HealthCounts, HealthMeasure } from "../../../../utils/shared/contract/recipe-health.ts";
import { emptyCounts, hasFallen } from "../../../../utils/shared/policy/recipe-health.ts";

const counts = (found: number, expected: number, name: HealthMeasure = "identities"): HealthCounts => ({
  ...emptyCounts(),
  [name]: { found, expected },
});

function sum(change: Partial<RecipeHealthSum> = {}): RecipeHealthSum {
  return {
    ...({ site: "x", kind: "post", recipeVersion: 2, browser: "chrome" } as const),
    ...{ day: "2026-11-25", isRecent: true, counts: counts(100, 100), drops: 0 },
    ...change,
  };
}
const earlier = (change: Partial<RecipeHealthSum> = {}) =>
  sum({ day: "2026-11-24", isRecent: false, ...change });
/** The view of posts on X in Chrome, version 2. */
const view = (...sums: RecipeHealthSum[]) =>
  viewRecipeHealth(sums).find(
    (row) => row.site === "x" && row.kind === "post" && row.recipeVersion === 2 && row.browser === "chrome",
  );

describe("a kind's state", () => {
  test("is `ok` at the usual value, `dropped` far below it, and `too-few` with small counts", () => {
    expect(view(sum())).toMatchObject({ state: "ok", fallen: [] });
    expect(view(earlier(), sum({ counts: counts(49, 100) }))).toMatchObject({
      ...{ state: "dropped", fallen: ["identities"] },
    });
    expect(view(sum({ counts: counts(0, 9) }))).toMatchObject({ state: "too-few", fallen: [] });
    expect(viewRecipeHealth([])).toEqual([]);
  });

  test("counts the last 24 hours only", () => {
    const counted = view(earlier({ counts: counts(0, 100), drops: 5 }), sum({ drops: 2 }), sum({ drops: 1 }));
    expect(counted).toMatchObject({
      state: "ok",
      drops: 3,
      counts: counts(200, 200),
      before: counts(0, 100),
    });
    expect(view(earlier())).toMatchObject({ state: "too-few", drops: 0, counts: emptyCounts() });
  });
});

describe("a measure has fallen", () => {
  const share = (found: number, expected: number) => ({ found, expected });
  const none = share(0, 0);
  test.each<[string, HealthMeasure, number, number, ReturnType<typeof share>, boolean]>([
    ["not at half of all, without a before", "identities", 50, 100, none, false],
    ["below half of all, without a before", "identities", 49, 100, none, true],
    ["not while fewer than ten were counted", "identities", 0, 9, none, false],
    ["with the tenth", "identities", 0, 10, none, true],
    ["fields may be missing more often", "fields", 30, 100, none, false],
    ["and fall to half of what was usual", "fields", 39, 100, share(80, 100), true],
    ["not at half of what was usual", "fields", 40, 100, share(80, 100), false],
    ["not by a before of too few", "fields", 39, 100, share(19, 19), false],
    ["never by a lower before than the floor", "identities", 49, 100, share(10, 100), true],
  ])("%s", (_what, name, found, expected, before, fallen) => {
    expect(hasFallen(name, share(found, expected), before)).toBe(fallen);
  });
});

describe("the period of comparison", () => {
  const comparedWith = (...sums: RecipeHealthSum[]) => view(sum(), ...sums)?.before;
  test.each<[string, Partial<RecipeHealthSum>, boolean]>([
    ["an earlier day of this version", {}, true],
    ["an earlier day of an earlier version", { recipeVersion: 1 }, true],
    ["the last day of an earlier version", { recipeVersion: 1, isRecent: true }, true],
    ["not its own last day", { isRecent: true }, false],
    ["not another site", { site: "facebook" }, false],
    ["not another kind", { kind: "account" }, false],
    ["not another browser", { browser: "firefox" }, false],
  ])("%s", (_what, change, counted) => {
    expect(comparedWith(earlier({ counts: counts(7, 8), ...change }))).toEqual(
      counted ? counts(7, 8) : emptyCounts(),
    );
  });

  test("ignores a newer version: its failure does not concern an older one", () => {
    expect(comparedWith(earlier({ recipeVersion: 3 }))).toEqual(emptyCounts());
  });
});

test("days are added up, oldest first, without the other kinds'", () => {
  const counted = view(
    earlier({ counts: counts(1, 2), drops: 1 }),
    earlier({ counts: counts(3, 4), drops: 2 }),
    earlier({ kind: "account", counts: counts(50, 50), drops: 9 }),
    sum({ counts: counts(5, 6), drops: 4 }),
  );
  expect(counted?.history).toEqual([
    { day: "2026-11-24", counts: counts(4, 6), drops: 3 },
    { day: "2026-11-25", counts: counts(5, 6), drops: 4 },
  ]);
});

test("gives one view each, by site, kind, newest version and browser", () => {
  const made = [
    sum({ site: "youtube", kind: "video" }),
    sum({ recipeVersion: 1 }),
    sum({ browser: "firefox" }),
    sum(),
    sum(),
    sum({ kind: "account" }),
    sum({ recipeVersion: 10 }),
    sum({ site: "facebook" }),
  ];
  const names = viewRecipeHealth(made).map((row) =>
    [row.site, row.kind, row.recipeVersion, row.browser].join(" "),
  );
  expect(names).toEqual([
    ...["facebook post 2 chrome", "x account 2 chrome", "x post 10 chrome"],
    ...["x post 2 chrome", "x post 2 firefox", "x post 1 chrome", "youtube video 2 chrome"],
  ]);
});

test("views 20,000 versions of one kind in seconds, each against all before it", () => {
  const sums = Array.from({ length: 20_000 }, (_, index) =>
    sum({ recipeVersion: index + 1, counts: counts(1, 1) }),
  );
  const start = performance.now();
  const views = viewRecipeHealth(sums);
  expect(performance.now() - start).toBeLessThan(5_000);
  expect(views.map(({ before }) => before.identities.found)).toEqual(sums.map((_, index) => 19_999 - index));
});
