/** When a site's recipes are likely out of date: what counts as a drop, on a device and at the intake alike. */

import type { CanaryCounts, Measure, Share } from "../contract/canary.ts";

interface DropRule {
  /** Fewer than this say nothing. */
  least: number;
  /** Below this share it is a drop whatever was before: the first counts of a kind have no before. */
  floor: number;
  /** So many are judged together on one device, whose person may look at removed posts all morning. */
  window: number;
}

/** Why each is as it is stands in `docs/decisions.md`. */
export const dropRules: Readonly<Record<Measure, DropRule>> = {
  pages: { least: 3, floor: 0.5, window: 10 },
  identities: { least: 10, floor: 0.5, window: 10 },
  buttons: { least: 10, floor: 0.5, window: 10 },
  fields: { least: 20, floor: 0.3, window: 20 },
  permalinks: { least: 3, floor: 0.5, window: 5 },
};

/** A share that falls below this part of what it was before is a drop. */
const lowestPart = 0.5;
/** So many pages of one surface in a row without a post are a drop at once. */
export const emptyPagesInRow = 3;

export const measures = Object.keys(dropRules) as Measure[];

export function noCounts(): CanaryCounts {
  const none = (): Share => ({ found: 0, expected: 0 });
  return { pages: none(), identities: none(), buttons: none(), fields: none(), permalinks: none() };
}

export function addCounts(to: CanaryCounts, more: CanaryCounts): void {
  for (const name of measures) {
    to[name].found += more[name].found;
    to[name].expected += more[name].expected;
  }
}

/** Whether there are enough of them to say anything. */
export function isEnough(name: Measure, { expected }: Share): boolean {
  return expected >= dropRules[name].least;
}

/** Whether a measure is so low that somebody should look; false when too few were counted. */
export function hasFallen(name: Measure, now: Share, before: Share): boolean {
  if (!isEnough(name, now)) return false;
  const usual = isEnough(name, before) ? before.found / before.expected : 0;
  return now.found / now.expected < Math.max(dropRules[name].floor, usual * lowestPart);
}
