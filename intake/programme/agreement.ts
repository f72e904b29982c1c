/** How far reviewers agree: on one case, with the dissent beside the majority, and over the whole programme. */

import type { Verdict } from "../../utils/contract/review.ts";

export interface Voice {
  verdict: Verdict;
  /** See `weight.ts`; without any it is not counted. */
  weight: number;
}

export interface Agreement {
  /** What most say; undefined: there is no majority, and that is what has to be shown. */
  said: "violates" | "does-not" | undefined;
  for: number;
  against: number;
  /** Voices without a side: they need context, or cannot tell. */
  other: number;
  /** Share of the weight that does not stand with the heavier side, from 0 to 1. */
  dissent: number;
}

/**
 * A side has to hold more than half of the voices and this share of their weight. Two of three equal ones hold it; two
 * beginners against somebody trusted do not, nor do five who collude and two who err against five others.
 */
const majorityWeight = 0.65;

export function agreementOn(voices: readonly Voice[]): Agreement {
  const counted = voices.filter(({ weight }) => weight > 0);
  const [violates, doesNot] = [sideOf(counted, "violates"), sideOf(counted, "does-not")];
  const whole = sum(counted);
  const [heavier, said] =
    violates.weight >= doesNot.weight ? [violates, "violates" as const] : [doesNot, "does-not" as const];
  const share = whole === 0 ? 0 : heavier.weight / whole;
  return {
    said: 2 * heavier.count > counted.length && share >= majorityWeight ? said : undefined,
    for: violates.count,
    against: doesNot.count,
    other: counted.length - violates.count - doesNot.count,
    dissent: whole === 0 ? 0 : 1 - share,
  };
}

function sideOf(voices: readonly Voice[], verdict: Verdict): { count: number; weight: number } {
  const side = voices.filter((voice) => voice.verdict === verdict);
  return { count: side.length, weight: sum(side) };
}

function sum(voices: readonly Voice[]): number {
  return voices.reduce((whole, { weight }) => whole + weight, 0);
}

/**
 * Krippendorff's alpha for nominal values: 1 they agree on everything, 0 as by chance. Each unit is what those who saw it
 * said of it; one voice alone pairs with nothing. Undefined: there was nothing to differ about.
 * https://www.asc.upenn.edu/sites/default/files/2021-03/Computing%20Krippendorff%27s%20Alpha-Reliability.pdf
 */
export function alphaOf(units: readonly (readonly string[])[]): number | undefined {
  const totals = new Map<string, number>();
  let values = 0;
  let differing = 0;
  for (const unit of units) {
    if (unit.length < 2) continue;
    const counts = new Map<string, number>();
    for (const value of unit) counts.set(value, (counts.get(value) ?? 0) + 1);
    for (const [value, count] of counts) {
      totals.set(value, (totals.get(value) ?? 0) + count);
      differing += (count * (unit.length - count)) / (unit.length - 1);
    }
    values += unit.length;
  }
  const alike = [...totals.values()].reduce((whole, count) => whole + count * (count - 1), 0);
  // Pairs of different values, if all were paired with all.
  const byChance = values * (values - 1) - alike;
  return byChance === 0 ? undefined : 1 - ((values - 1) * differing) / byChance;
}
