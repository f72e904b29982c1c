/** Adds up figures: counts, and time histograms step by step. */

import {
  type CountName,
  type Figures,
  figuresVersion,
  type Steps,
  type TimeName,
} from "../contract/figures.ts";

export function emptyFigures(): Figures {
  return { version: figuresVersion, counts: {}, minutes: {} };
}

/** A count of zero adds no entry. */
export function addCount({ counts }: Figures, name: CountName, n: number): void {
  if (n > 0) counts[name] = (counts[name] ?? 0) + n;
}

export function addStep({ minutes }: Figures, name: TimeName, end: number, n: number): void {
  if (n <= 0) return;
  const steps: Steps = minutes[name] ?? {};
  minutes[name] = steps;
  steps[end] = (steps[end] ?? 0) + n;
}

export function addSubReason(figures: Figures, key: string, n: number): void {
  if (n <= 0) return;
  const subReasons = figures.subReasons ?? {};
  figures.subReasons = subReasons;
  subReasons[key] = (subReasons[key] ?? 0) + n;
}

export function sumFigures(all: Iterable<Figures>): Figures {
  const sum = emptyFigures();
  for (const { counts, minutes, subReasons = {} } of all) {
    for (const [key, n] of Object.entries(subReasons)) addSubReason(sum, key, n);
    for (const [name, n] of Object.entries(counts)) addCount(sum, name as CountName, n);
    for (const [name, steps] of Object.entries(minutes))
      for (const [end, n] of Object.entries(steps)) addStep(sum, name as TimeName, Number(end), n);
  }
  return sum;
}

export function countOf({ counts }: Figures, ...names: CountName[]): number {
  return names.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
}
