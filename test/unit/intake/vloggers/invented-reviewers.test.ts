/** Levels and verdicts of thousands of invented reviewers. Apart from the rules' own tests, because it takes seconds. */

import { describe, expect, test } from "vitest";
import { flippedShare } from "../../../support/programme/collusion.ts";
import { measureOneSided, measureSeparation } from "../../../support/programme/reviewer-levels.ts";
import { seeded } from "../../../support/similar/random.ts";

describe("among invented reviewers", () => {
  test("separates good from careless reviewers, and pauses hardly any of the good", () => {
    const random = seeded(7);
    const seen = Array.from({ length: 5 }, () => measureSeparation(random, 1_000));
    const mean = (shares: number[]) => shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean(seen.map(({ accuracy }) => accuracy))).toBeGreaterThanOrEqual(0.95);
    expect(mean(seen.map(({ goodPaused }) => goodPaused))).toBeLessThan(0.02);
  });

  test("a reviewer who always says that it violates is not trusted where most videos do", () => {
    const { trusted, counted, goodPaused } = measureOneSided(seeded(7), 0.85);
    expect(trusted).toBe(0);
    expect(counted).toBeLessThan(0.4);
    expect(goodPaused).toBeLessThan(0.04);
  });

  test("five reviewers caught colluding do not outvote seven", () => {
    const flipped = (before: number) => flippedShare(seeded(7), { before, hard: false }, 2_000);
    const [found, clean] = [flipped(0.2), flipped(0)];
    expect(found).toBeLessThanOrEqual(0.01);
    // A clean record does more harm, because only the record counts, and it counts little.
    expect(clean).toBeGreaterThan(found);
    expect(clean).toBeLessThan(0.03);
  });
});
