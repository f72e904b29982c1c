/** Adds up the figures of `recount.ts`. */

import type { CountName, FiguresRow, TimeName } from "../../../utils/shared/contract/figures.ts";
import { addCount, addStep, noFigures } from "../../../utils/shared/policy/figures.ts";
import { minutesBetween, stepOf } from "../../../utils/shared/policy/minutes.ts";
import { isIn, type Period } from "./period.ts";

export type Place = Pick<FiguresRow, "site" | "category">;

export interface Tally {
  period: Period;
  /** Ignores times outside the period. */
  add(place: Place, name: CountName, at: Date | null): void;
  addTime(place: Place, name: TimeName, from: Date | null, to: Date | null): void;
  rows(): FiguresRow[];
}

export function createTally(period: Period): Tally {
  const rows = new Map<string, FiguresRow>();
  const figuresOf = ({ site, category }: Place) => {
    const key = JSON.stringify([site, category]);
    const row = rows.get(key) ?? { site, category, figures: noFigures() };
    rows.set(key, row);
    return row.figures;
  };
  return {
    period,
    add(place, name, at) {
      if (isIn(period, at)) addCount(figuresOf(place), name, 1);
    },
    addTime(place, name, from, to) {
      if (from && isIn(period, to)) addStep(figuresOf(place), name, stepOf(minutesBetween(from, to)), 1);
    },
    rows: () => [...rows.values()],
  };
}
