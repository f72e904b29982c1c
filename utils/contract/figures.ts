/** What happened in one month on one site in one category, as counts and as times in steps; the shape of `month_figures.figures`. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { rejectionCode } from "./grounds.ts";
import { instant } from "./ids.ts";
import { siteId } from "./site.ts";

/** A month as Jakarta's calendar has it, such as `2026-11`. */
export const month = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/);

/** Grows when a name changes its meaning or goes; new names come without it. */
export const figuresVersion = 1;

const rejected = rejectionCode.options.map((code) => `rejected.${code}` as const);

/**
 * Each is an event, counted in the month in which it happened. Of what went to platforms only orders are meant, unless a
 * name says otherwise.
 */
export const countName = z.enum([
  "reports",
  "cases.opened",
  "cases.approved",
  "cases.escalated",
  ...rejected,
  "requests.sent",
  /** Sent, to put back what an order took away. */
  "requests.restore",
  "items.sent",
  /** Acted on as asked, within the limit, after it, or where there was none. */
  "items.in-time",
  "items.late",
  "items.no-limit",
  "items.restricted",
  "items.refused",
  "items.gone",
  "items.not-found",
  /** Their limit passed before the platform said anything. */
  "items.overdue",
  /** Acted on within 24 hours of sending, or not; each item is one of them once. */
  "day.kept",
  "day.missed",
  /** Requests that the platform said it has within four hours of sending, or not; each is one of them once. */
  "acknowledged.kept",
  "acknowledged.missed",
  /** As last seen in the month from Indonesia, each item once. */
  "seen.removed",
  "seen.withheld",
  "seen.available",
  "seen.private",
  "seen.unknown",
  /** The same of items that were to be restricted to other countries: not to be seen here, or to be seen. */
  "limited.kept",
  "limited.missed",
  "reprimands",
  "reversals",
  "objections.received",
  "objections.upheld",
  "objections.dismissed",
  /** Not heard within two days. */
  "objections.late",
  /** Reports by vloggers. */
  "flags.received",
  "flags.reviews",
  /** Cases approved or rejected that a vlogger had reported or reviewed. */
  "flags.decided",
  /** Of these, those on which more vloggers took one side than the other: decided as they said, or not. */
  "flags.agreed",
  "flags.disagreed",
]);
export type CountName = z.infer<typeof countName>;
export const countNames = countName.options;

/** From sending to the platform's word that it has it; from sending to its act; from the first report to the decision. */
export const timeName = z.enum(["acknowledge", "action", "flag"]);
export type TimeName = z.infer<typeof timeName>;
export const timeNames = timeName.options;

const count = z.int().min(1);

/** How many took at most so many minutes and more than the step before; see `utils/policy/minutes.ts`. */
export const steps = z.record(z.string().regex(/^[1-9]\d{0,6}$/), count);
export type Steps = z.infer<typeof steps>;

/** What did not happen is left out. */
export const figures = z.strictObject({
  version: z.literal(figuresVersion),
  counts: z.partialRecord(countName, count),
  minutes: z.partialRecord(timeName, steps),
});
export type Figures = z.infer<typeof figures>;

export const figuresRow = z.object({ site: siteId, category: categoryCode, figures });
export type FiguresRow = z.infer<typeof figuresRow>;

export const monthFigures = z.object({
  month,
  countedAt: instant,
  /** The month is over, and these are its last numbers. */
  isFinal: z.boolean(),
  rows: z.array(figuresRow),
});
export type MonthFigures = z.infer<typeof monthFigures>;
