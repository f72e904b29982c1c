/** Public statistics, served at `/angka` of the intake. Their JSON Schema is `/angka/skema.json`. */

import { z } from "zod";
import { categoryCode, subReasonKey } from "./category.ts";
import { type CountName, countName, month, timeName } from "./figures.ts";
import { instant } from "./ids.ts";
import { siteId } from "./site.ts";

/** Incremented when a name is removed or changes its meaning. New names do not change it. */
export const publicVersion = 2;

/** Not published: subtracting these from other counts would reveal small numbers. */
const derived = [
  "day.kept",
  "day.missed",
  "acknowledged.kept",
  "acknowledged.missed",
  "limited.kept",
  "limited.missed",
  "flags.disagreed",
];
export const publicCounts: readonly CountName[] = countName.options.filter((name) => !derived.includes(name));

/** Rounded down to a multiple of five. Null if hidden, because it is under five or would reveal a hidden number. */
const shown = z.int().min(0).nullable();

const byPlace = {
  total: shown,
  sites: z.record(siteId, shown),
  categories: z.record(categoryCode, shown),
};

export const publicFigures = z
  .object({
    version: z.literal(publicVersion),
    month,
    countedAt: instant,
    /** The month has ended and the numbers stay. */
    final: z.boolean(),
    counts: z.array(z.object({ name: countName, ...byPlace })),
    /**
     * Reports by sub-reason, in categories with enough reports. `other`: keys that are not in the list; `none`: without
     * one. They add up to the category's `reports`, but for the rounding.
     */
    subReasons: z.array(z.object({ category: categoryCode, reasons: z.record(subReasonKey, shown) })),
    /**
     * In minutes, rounded up by at most an eighth. Null where the number of times would be hidden, and until the month
     * is final, because two readings would reveal single times.
     */
    medians: z.array(z.object({ name: timeName, ...byPlace })),
  })
  .meta({ title: "Lapor Kominfo, angka per bulan" });
export type PublicFigures = z.infer<typeof publicFigures>;
export type PublicRow = PublicFigures["counts"][number] | PublicFigures["medians"][number];
