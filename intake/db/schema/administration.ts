/** Acts of administrators at the desk. */

import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { AdminAct, AdminActState } from "../../../utils/shared/contract/administration.ts";
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
