/**
 * Times counted in steps, so that months, sites and categories can be put together and still have a median. Steps are an
 * eighth of a doubling wide: a median read from them is off by at most an eighth of itself. Whole limits (4, 24, 48 hours)
 * end a step, so how many were within one is exact.
 */

import type { Steps } from "../contract/figures.ts";

const limits = [240, 1_440, 2_880];
/** Half a year and more: what took longer counts as this. */
const last = 2 ** 18;

/** Ends of the steps in minutes, rising: 1 to 16 each, then eight to a doubling. */
export const stepEnds: readonly number[] = [...new Set([...listEnds(), ...limits])].sort((a, b) => a - b);

function listEnds(): number[] {
  const ends: number[] = [];
  for (let end = 1; end <= last; end += Math.max(1, 2 ** (Math.floor(Math.log2(end)) - 3))) ends.push(end);
  return ends;
}

/** Begun minutes count as whole ones. */
export function minutesBetween(from: Date, to: Date): number {
  return Math.ceil((to.getTime() - from.getTime()) / 60_000);
}

/** The end of the step that so many minutes are in. */
export function stepOf(minutes: number): number {
  return stepEnds.find((end) => minutes <= end) ?? last;
}

export function countSteps(steps: Steps): number {
  return Object.values(steps).reduce((sum, n) => sum + n, 0);
}

/** In minutes, read within its step as if what is in the step were spread evenly; undefined for none. */
export function medianOf(steps: Steps): number | undefined {
  const half = countSteps(steps) / 2;
  let before = 0;
  for (const [end, n] of rising(steps)) {
    if (before + n >= half) {
      const start = stepEnds[stepEnds.indexOf(end) - 1] ?? 0;
      return start + ((end - start) * (half - before)) / n;
    }
    before += n;
  }
  return undefined;
}

function rising(steps: Steps): [end: number, n: number][] {
  return Object.entries(steps)
    .map(([end, n]): [number, number] => [Number(end), n])
    .sort(([one], [other]) => one - other);
}
