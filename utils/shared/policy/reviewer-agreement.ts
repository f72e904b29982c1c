/** The verdicts of reviewers, and a summary of those on a case: the majority, if any, and the dissent. */

import type { Verdict } from "../contract/review.ts";

export interface Voice {
  verdict: Verdict;
  /** Reliability of the reviewer's verdicts. A review with weight 0 is visible but does not count. */
  weight: number;
}

export interface Agreement {
  /** The majority's verdict. Undefined if there is none, which must be shown. */
  majority: "violates" | "does-not" | undefined;
  for: number;
  against: number;
  /** Reviews that take no side. */
  other: number;
  /** Share of the weight that is not on the heavier side, from 0 to 1. */
  dissent: number;
}

/**
 * A side wins with more than half of the reviews and this share of their weight. Two of three reviewers with
 * equal weight win. Two beginners against a trusted reviewer do not, nor do five colluding and two mistaken
 * reviewers against five others.
 */
export const majorityWeight = 0.65;

export function agreementOn(voices: readonly Voice[]): Agreement {
  const counted = voices.filter(({ weight }) => weight > 0);
  const [violates, doesNot] = [sideOf(counted, "violates"), sideOf(counted, "does-not")];
  const whole = sum(counted);
  const [heavier, said] =
    violates.weight >= doesNot.weight ? [violates, "violates" as const] : [doesNot, "does-not" as const];
  const share = whole === 0 ? 0 : heavier.weight / whole;
  return {
    majority: 2 * heavier.count > counted.length && share >= majorityWeight ? said : undefined,
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

/** Verdicts that a reviewer can choose, in display order. Invented cases offer no "cannot tell": they contain all the facts. */
export const findings: readonly Verdict[] = ["violates", "does-not", "needs-context"];
export const verdicts: readonly Verdict[] = [...findings, "cannot-tell"];
