/** Acts of administrators at the desk, and the retention periods that they changed. */

import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { AdminAct, AdminActState } from "../../../utils/shared/contract/administration.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Outcome } from "../../../utils/shared/policy/retention.ts";
import { moment } from "./columns.ts";
import { people } from "./people.ts";

/** Never deleted. An act that waits for too long is `lapsed` when it is read, without a change of its row. */
export const adminActs = pgTable(
  "admin_acts",
  {
    id: uuid().primaryKey(),
    act: jsonb().$type<AdminAct>().notNull(),
    /** Name of what it concerns, as it was when the act was asked. */
    about: text().notNull(),
    /** The person whom it concerns; null if it concerns none. */
    personId: uuid(),
    reason: text(),
    state: text().$type<Exclude<AdminActState, "lapsed">>().notNull(),
    askedBy: uuid()
      .notNull()
      .references(() => people.id),
    askedAt: moment().notNull(),
    /** Null if the act needed no second person, or while it waits. */
    answeredBy: uuid().references(() => people.id),
    answeredAt: moment(),
    answerReason: text(),
  },
  (table) => [index().on(table.askedAt, table.id), index().on(table.personId)],
);

/**
 * Retention periods as administrators changed them, one row per change. The newest row of a category and outcome that
 * is in force counts. Never deleted.
 */
export const retentionChanges = pgTable("retention_changes", {
  id: uuid().primaryKey(),
  /** Order of the changes, from 1. */
  no: integer().notNull().unique(),
  category: text().$type<CategoryCode>().notNull(),
  outcome: text().$type<Outcome>().notNull(),
  /** Null: kept until a decision. */
  days: integer(),
  madeAt: moment().notNull(),
  /** A shorter period waits, so that it can be taken back before anything is deleted. */
  inForceAt: moment().notNull(),
  /** Names, as in the log. */
  by: text().notNull(),
  reason: text().notNull(),
});
