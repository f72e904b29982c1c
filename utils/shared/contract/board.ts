/** The commitment board: one month's measurements for each promise of 2017, and the year before it. */

import { z } from "zod";
import { categoryCode, subReasonKey } from "./category.ts";
import { month } from "./figures.ts";
import { instant } from "./ids.ts";
import { siteId } from "./site.ts";

/** `unknown`: no data, or no earlier period to compare with. `too-few`: fewer than five. */
export const commitmentVerdict = z.enum(["kept", "not-kept", "unknown", "too-few"]);
export type CommitmentVerdict = z.infer<typeof commitmentVerdict>;

/**
 * A share is `numerator / denominator`. A median is in minutes, over `denominator` times, with an error of at
 * most an eighth.
 */
const measuredValue = z.object({
  denominator: z.int().min(0),
  numerator: z.int().min(0).optional(),
  /** How many of `numerator` two people proved from two countries. Only for promises about one country. */
  proven: z.int().min(0).optional(),
  /** Absent if no data was counted. */
  value: z.number().optional(),
});

export const trendPoint = measuredValue.extend({
  month,
  /** The month has not been counted. */
  isUncounted: z.boolean(),
});
export type TrendPoint = z.infer<typeof trendPoint>;

export const commitmentRow = z.object({
  id: z.string(),
  site: siteId,
  categories: z.array(categoryCode).optional(),
  kind: z.enum(["share", "faster", "none"]),
  /** A share covers the month; a median covers the quarter to date. */
  now: measuredValue,
  /** Medians only: the previous four quarters. */
  before: measuredValue.optional(),
  /** Shares only: the lowest share that keeps the promise. */
  goal: z.number().optional(),
  verdict: commitmentVerdict,
  /** Twelve months, ending with the requested one. Empty if there is no measure. */
  trend: z.array(trendPoint),
});
export type CommitmentRow = z.infer<typeof commitmentRow>;

export const board = z.object({
  month,
  countedAt: instant,
  isFinal: z.boolean(),
  /** Available months, newest first. */
  months: z.array(month),
  rows: z.array(commitmentRow),
  /** Reports of the month by sub-reason, most first. Categories without any are left out; older intakes send none. */
  subReasons: z
    .array(
      z.object({
        category: categoryCode,
        reports: z.int().min(1),
        reasons: z.array(z.object({ key: subReasonKey, count: z.int().min(1) })),
      }),
    )
    .optional(),
});
export type Board = z.infer<typeof board>;
