/** What reviewers say of one case: the majority, if there is one, with the dissent beside it. */

import type { Verdict } from "../contract/review.ts";

export interface Voice {
  verdict: Verdict;
  /** How far the reviewer's verdicts could be relied on; without any it is seen, not counted. */
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
