/** Numbers by month, counted from what happened, and what other systems are told of. */

import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { CategoryCode } from "../../../utils/contract/category.ts";
import type { SiteId } from "../../../utils/contract/site.ts";
import { moment } from "./columns.ts";

/** What happened in one month of Jakarta's on one site in one category; the shape of `figures` is `contract/figures.ts`. */
export const monthFigures = pgTable(
  "month_figures",
  {
    /** Its first day. */
    month: date({ mode: "string" }).notNull(),
    site: text().$type<SiteId>().notNull(),
    category: text().$type<CategoryCode>().notNull(),
    figures: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.month, table.site, table.category] })],
);

/** Months that were counted: a month that is over and was counted after its end is counted no more. */
export const countedMonths = pgTable("counted_months", {
  month: date({ mode: "string" }).primaryKey(),
  countedAt: moment().notNull(),
  isFinal: boolean().notNull(),
});

/** Addresses of other systems that are told what happens. */
export const hooks = pgTable("hooks", {
  id: uuid().primaryKey(),
  address: text().notNull(),
  /** Signs what is sent. */
  secret: text().notNull(),
  /** Names of events. */
  events: jsonb().$type<string[]>().notNull(),
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
    event: text().notNull(),
    body: jsonb().$type<Record<string, unknown>>().notNull(),
    at: moment().notNull(),
    attempts: integer().notNull().default(0),
    /** Null: done, or given up. */
    nextAt: moment(),
    leaseUntil: moment(),
    deliveredAt: moment(),
    answer: text(),
  },
  (table) => [index("hook_deliveries_queue").on(table.nextAt)],
);
