/** The commitment board: for each promise of 2017 what was counted in a month and the year before it. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { month } from "./figures.ts";
import { instant } from "./ids.ts";
import { siteId } from "./site.ts";

/** `unknown`: nothing was counted, or nothing to compare with. `too-few`: under five. */
export const commitmentVerdict = z.enum(["kept", "not-kept", "unknown", "too-few"]);
export type CommitmentVerdict = z.infer<typeof commitmentVerdict>;

/** A share has `numerator` of `denominator`; a median is in minutes, of `denominator` times, off by an eighth at most. */
const measured = z.object({
  denominator: z.int().min(0),
  numerator: z.int().min(0).optional(),
  /** Absent where nothing was counted. */
  value: z.number().optional(),
});

export const trendPoint = measured.extend({ month, /** Nobody has counted it. */ isUncounted: z.boolean() });
export type TrendPoint = z.infer<typeof trendPoint>;

export const commitmentRow = z.object({
  id: z.string(),
  site: siteId,
  categories: z.array(categoryCode).optional(),
  kind: z.enum(["share", "faster", "none"]),
  /** Of a share the month; of a median the quarter so far. */
  now: measured,
  /** Of a median: the four quarters before. */
  before: measured.optional(),
  /** Of a share: at least so much. */
  goal: z.number().optional(),
  verdict: commitmentVerdict,
  /** Twelve months, the asked one last; empty where there is no measure. */
  trend: z.array(trendPoint),
});
export type CommitmentRow = z.infer<typeof commitmentRow>;

export const board = z.object({
  month,
  countedAt: instant,
  isFinal: z.boolean(),
  /** Those that can be asked for, newest first. */
  months: z.array(month),
  rows: z.array(commitmentRow),
});
export type Board = z.infer<typeof board>;
