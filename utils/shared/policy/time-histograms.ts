/**
 * Time histograms, which can be added across months, sites and categories and still yield a median. There are
 * eight steps per doubling, so a median is off by at most an eighth. The legal limits (4, 24, 48 hours) are
 * step boundaries, so counts within a limit are exact.
 */

import type { Steps } from "../contract/figures.ts";

const limits = [240, 1_440, 2_880];
/** About half a year. Longer times are counted as this. */
const last = 2 ** 18;

/** Upper bounds of the steps in minutes, ascending: 1 to 16 one by one, then eight per doubling. */
export const stepEnds: readonly number[] = [...new Set([...listEnds(), ...limits])].sort((a, b) => a - b);

function listEnds(): number[] {
  const ends: number[] = [];
  for (let end = 1; end <= last; end += Math.max(1, 2 ** (Math.floor(Math.log2(end)) - 3))) ends.push(end);
  return ends;
}

/** Rounds up to whole minutes. */
export function minutesBetween(from: Date, to: Date): number {
  return Math.ceil((to.getTime() - from.getTime()) / 60_000);
}

/** Returns the upper bound of the step that contains the value. */
export function stepOf(minutes: number): number {
  return stepEnds.find((end) => minutes <= end) ?? last;
}

export function countSteps(steps: Steps): number {
  return Object.values(steps).reduce((sum, n) => sum + n, 0);
}

/** Returns the median in minutes, interpolated linearly within its step; undefined without data. */
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
