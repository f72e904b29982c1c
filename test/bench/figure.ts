/** Compares a measured value with its reference and its goal. */

import { judgeFigure } from "../../scripts/release/figure-goals.ts";
import type { Figure } from "../../scripts/release/figures.ts";

export type { Figure };

type MeasuredFigure = Pick<Figure, "name" | "value" | "unit" | "vs" | "against">;

/** `ratio` is given if it is itself a median instead of the quotient of the medians. */
export function figure(measured: MeasuredFigure, ratio = measured.value / measured.vs): Figure {
  const shown = { ...measured, value: round(measured.value), vs: round(measured.vs), ratio: round(ratio) };
  return { ...shown, ...judgeFigure({ name: measured.name, value: measured.value, ratio }) };
}

/** Rounds to three digits; more are not reproducible. */
function round(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new Error("no values, no median");
  return (low + high) / 2;
}

export interface Alternated {
  ours: number;
  yardstick: number;
}

/**
 * Measures both sides alternately, so that other load on the machine affects both: one warm-up round, then `rounds`
 * measured ones. The order changes with every round.
 */
export async function alternate(
  rounds: number,
  ours: () => Promise<number>,
  yardstick: () => Promise<number>,
): Promise<Alternated> {
  const taken: Alternated[] = [];
  for (let round = -1; round < rounds; round++) {
    const first = round % 2 === 0 ? ours : yardstick;
    const run = await first();
    const other = await (first === ours ? yardstick : ours)();
    if (round >= 0)
      taken.push(first === ours ? { ours: run, yardstick: other } : { ours: other, yardstick: run });
  }
  return {
    ours: median(taken.map((pair) => pair.ours)),
    yardstick: median(taken.map((one) => one.yardstick)),
  };
}

export const rounds = 7;

/** One warm-up round, then the measured ones. */
export async function measureRounds<T>(measure: () => Promise<T>): Promise<T[]> {
  const taken: T[] = [];
  for (let round = -1; round < rounds; round++) {
    const run = await measure();
    if (round >= 0) taken.push(run);
  }
  return taken;
}
