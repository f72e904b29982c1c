/** Numbers that anyone may read, at `/angka` of the intake; its JSON Schema is `/angka/skema.json`. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { type CountName, countName, month, timeName } from "./figures.ts";
import { instant } from "./ids.ts";
import { siteId } from "./site.ts";

/** Grows when a name changes its meaning or goes; new names come without it. */
export const publicVersion = 1;

/** Left out is what would give away a small number of another measure by being taken off it. */
const derived = [
  ...["day.kept", "day.missed", "acknowledged.kept", "acknowledged.missed"],
  ...["limited.kept", "limited.missed", "flags.disagreed"],
];
export const publicCounts: readonly CountName[] = countName.options.filter((name) => !derived.includes(name));

/** Null: hidden, as it is under five, or another one would come out. */
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
    /** The month is over; the numbers stay. Else they still grow, and are rounded down to a multiple of five. */
    final: z.boolean(),
    counts: z.array(z.object({ name: countName, ...byPlace })),
    /** In minutes, off by an eighth at most; null where there are fewer than five. */
    medians: z.array(z.object({ name: timeName, ...byPlace })),
  })
  .meta({ title: "Lapor Kominfo, angka per bulan" });
export type PublicFigures = z.infer<typeof publicFigures>;
export type PublicRow = PublicFigures["counts"][number] | PublicFigures["medians"][number];
