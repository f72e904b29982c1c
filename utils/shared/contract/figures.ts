/** Monthly figures per site and category: counts, and times as histograms. The shape of `month_figures.figures`. */

import { z } from "zod";
import { categoryCode, subReasonKey } from "./category.ts";
import { rejectionCode } from "./decision-grounds.ts";
import { instant } from "./ids.ts";
import { siteId } from "./site.ts";

/** Calendar month in Jakarta time, such as `2026-11`. */
export const month = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/);

/** Incremented when a name is removed or changes its meaning. New names do not change it. */
export const figuresVersion = 1;

const rejectionCounts = rejectionCode.options.map((code) => `rejected.${code}` as const);

/**
 * Every name is an event, counted in the month in which it happened. Names about requests count orders only
 * unless they state otherwise.
 */
export const countName = z.enum([
  "reports",
  "cases.opened",
  "cases.approved",
  "cases.escalated",
  ...rejectionCounts,
  "requests.sent",
  /** Requests sent to undo an order. */
  "requests.restore",
  "items.sent",
  /** Carried out as asked, by the platform's word or the ministry's own check: within the limit, after it, or without a limit. */
  "items.in-time",
  "items.late",
  "items.no-limit",
  /** Subset of these three: found done by the ministry's own check before the platform answered, or without an answer. */
  "items.proven",
  /** Subset of `items.proven`: on a person's statement, because the page did not show it. */
  "items.stated",
  "items.restricted",
  "items.refused",
  "items.gone",
  "items.not-found",
  /** The limit passed before the platform answered or a check of the ministry found it done. */
  "items.overdue",
  /** Carried out within 24 hours of sending, or not. Each item counts once, when they are over. */
  "day.kept",
  "day.missed",
  /** Acknowledged by the platform within four hours of sending, or not. Each request counts once. */
  "acknowledged.kept",
  "acknowledged.missed",
  /** Last state seen from Indonesia in the month, `unknown` only if no check could tell; each item counts once. */
  "seen.removed",
  "seen.withheld",
  "seen.available",
  "seen.private",
  "seen.unknown",
  /** The same for items to be restricted in Indonesia: no longer visible here, or still visible. */
  "limited.kept",
  "limited.missed",
  /** Subset of `limited.kept`: withheld here, and seen by a second person's sealed check abroad in the same month. */
  "limited.proven",
  "reprimands",
  "reversals",
  /** Approvals that a second person confirmed and that took part in the draw for the panel's review. */
  "panel.drawn",
  /** Subset of these that the draw took. */
  "panel.sampled",
  /** Reviews that the panel ended in the month: the approval was right, or was not. */
  "panel.upheld",
  "panel.overturned",
  "objections.received",
  "objections.upheld",
  "objections.dismissed",
  /** Not heard within two days. */
  "objections.late",
  /** Reports by vloggers. */
  "flags.received",
  "flags.reviews",
  /** Approved or rejected cases that a vlogger had reported or reviewed. */
  "flags.decided",
  /** Decided cases with a majority among independent vloggers; the decision agreed with it, or did not. */
  "flags.agreed",
  "flags.disagreed",
]);
export type CountName = z.infer<typeof countName>;
export const countNames = countName.options;

/**
 * `acknowledge`: from sending to the platform's acknowledgement. `action`: from sending to its action. `flag`:
 * from the first report to the decision.
 */
export const timeName = z.enum(["acknowledge", "action", "flag"]);
export type TimeName = z.infer<typeof timeName>;
export const timeNames = timeName.options;

const count = z.int().min(1);

/**
 * Histogram: for each upper bound in minutes, the number of times above the previous bound; see
 * `utils/shared/policy/time-histograms.ts`.
 */
export const steps = z.record(z.string().regex(/^[1-9]\d{0,6}$/), count);
export type Steps = z.infer<typeof steps>;

/** Zero counts are omitted. */
export const figures = z.strictObject({
  version: z.literal(figuresVersion),
  counts: z.partialRecord(countName, count),
  minutes: z.partialRecord(timeName, steps),
  /** Reports with a sub-reason, by its key; `other` for keys that are not in the list. Absent if there are none. */
  subReasons: z.record(subReasonKey, count).optional(),
});
export type Figures = z.infer<typeof figures>;

export const figuresRow = z.object({ site: siteId, category: categoryCode, figures });
export type FiguresRow = z.infer<typeof figuresRow>;

export const monthFigures = z.object({
  month,
  countedAt: instant,
  /** The month has ended and these numbers are final. */
  isFinal: z.boolean(),
  rows: z.array(figuresRow),
});
export type MonthFigures = z.infer<typeof monthFigures>;
