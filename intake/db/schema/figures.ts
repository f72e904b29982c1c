/** Monthly figures, and webhooks. */

import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import type { WebhookEvent } from "../../../utils/shared/contract/webhook.ts";
import { moment } from "./columns.ts";

/** Events of one month (Jakarta time), site and category. `contract/figures.ts` defines `figures`. */
export const monthFigures = pgTable(
  "month_figures",
  {
    /** The month's first day. */
    month: date({ mode: "string" }).notNull(),
    site: text().$type<SiteId>().notNull(),
    category: text().$type<CategoryCode>().notNull(),
    figures: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.month, table.site, table.category] })],
);

/** Counted months. A final month is never counted again. */
export const countedMonths = pgTable("counted_months", {
  month: date({ mode: "string" }).primaryKey(),
  countedAt: moment().notNull(),
  isFinal: boolean().notNull(),
});

/**
 * Reports of each finished hour, so that a month is counted from few rows. Hours in `changed_report_hours` are counted
 * again first.
 */
export const reportHours = pgTable(
  "report_hours",
  {
    hour: moment().notNull(),
    site: text().$type<SiteId>().notNull(),
    category: text().$type<CategoryCode>().notNull(),
    /** Empty without one. */
    subReason: text().notNull(),
    byVlogger: boolean().notNull(),
    reports: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.hour, table.site, table.category, table.subReason, table.byVlogger] }),
  ],
);

/**
 * Hours whose reports have changed: triggers insert them, counting deletes them. Without a key, so that transactions
 * do not wait for each other.
 */
export const changedReportHours = pgTable("changed_report_hours", { hour: moment().notNull() });

/** Events of each finished day in Jakarta, so that a month is counted from few rows. Removed when its month is final. */
export const dayFigures = pgTable(
  "day_figures",
  {
    day: date({ mode: "string" }).notNull(),
    site: text().$type<SiteId>().notNull(),
    category: text().$type<CategoryCode>().notNull(),
    figures: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.site, table.category] })],
);

/**
 * Days whose events have changed: triggers insert them, counting deletes them. Without a key, so that transactions do
 * not wait for each other.
 */
export const changedDays = pgTable("changed_days", {
  day: date({ mode: "string" }).notNull(),
  /** Time of the later event that changes the day's figures; null if it is an event of the day itself. */
  since: moment(),
});

export const hooks = pgTable("hooks", {
  id: uuid().primaryKey(),
  address: text().notNull(),
  /** Key of the webhook signature. */
  secret: text().notNull(),
  events: jsonb().$type<WebhookEvent[]>().notNull(),
  createdAt: moment().notNull(),
  endedAt: moment(),
});

export const hookDeliveries = pgTable(
  "hook_deliveries",
  {
    id: uuid().primaryKey(),
    hookId: uuid()
      .notNull()
      .references(() => hooks.id),
    event: text().$type<WebhookEvent>().notNull(),
    body: jsonb().$type<Record<string, unknown>>().notNull(),
    at: moment().notNull(),
    attempts: integer().notNull().default(0),
    /** Null if delivered or given up. */
    nextAt: moment(),
    leaseUntil: moment(),
    deliveredAt: moment(),
    answer: text(),
  },
  (table) => [index("hook_deliveries_queue").on(table.nextAt)],
);
