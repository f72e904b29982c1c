/** Decides when a site's recipes are probably outdated. The rules are the same on the device and at the intake. */

import type { HealthCounts, HealthMeasure, Share } from "../contract/recipe-health.ts";

interface FallRule {
  /** Minimum count for a judgement. */
  least: number;
  /** A share below this always counts as a drop, because the first counts of a kind have no baseline. */
  floor: number;
  /**
   * Number of counts judged together on one device. Large enough that a person who looks at removed posts all
   * morning causes no alarm.
   */
  window: number;
}

/** `docs/decisions.md` gives the reasons for these values. */
export const fallRules: Readonly<Record<HealthMeasure, FallRule>> = {
  pages: { least: 3, floor: 0.5, window: 10 },
  identities: { least: 10, floor: 0.5, window: 10 },
  buttons: { least: 10, floor: 0.5, window: 10 },
  fields: { least: 20, floor: 0.3, window: 20 },
  permalinks: { least: 3, floor: 0.5, window: 5 },
};

/** A share below this fraction of its baseline is a drop. */
const lowestPart = 0.5;
/** This number of consecutive pages of one surface without a post is a drop at once. */
export const emptyPagesInRow = 3;

export const measures = Object.keys(fallRules) as HealthMeasure[];

export function emptyCounts(): HealthCounts {
  const none = (): Share => ({ found: 0, expected: 0 });
  return { pages: none(), identities: none(), buttons: none(), fields: none(), permalinks: none() };
}

export function addCounts(to: HealthCounts, more: HealthCounts): void {
  for (const name of measures) {
    to[name].found += more[name].found;
    to[name].expected += more[name].expected;
  }
}

export function hasEnoughPosts(name: HealthMeasure, { expected }: Share): boolean {
  return expected >= fallRules[name].least;
}

/** Returns true if a measure has dropped and a person should check it; false if there are too few counts. */
export function hasFallen(name: HealthMeasure, now: Share, before: Share): boolean {
  if (!hasEnoughPosts(name, now)) return false;
  const usual = hasEnoughPosts(name, before) ? before.found / before.expected : 0;
  return now.found / now.expected < Math.max(fallRules[name].floor, usual * lowestPart);
}
