/** Objections to what was asked of a platform: who heard them, and what became of them. */

import { sql } from "drizzle-orm";
import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { ObjectionState, Objector } from "../../../utils/contract/request-state.ts";
import { cases } from "./cases.ts";
import { moment } from "./columns.ts";
import { decisions } from "./judgements.ts";
import { people } from "./people.ts";
import { requestItems } from "./requests.ts";

export const objections = pgTable(
  "objections",
  {
    id: uuid().primaryKey(),
    itemId: uuid()
      .notNull()
      .references(() => requestItems.id),
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    /** Which decision it is about. */
    decisionId: uuid()
      .notNull()
      .references(() => decisions.id),
    objector: text().$type<Objector>().notNull(),
    /** As the person gave them; emptied a while after the objection is heard. */
    name: text(),
    contact: text(),
    text: text().notNull(),
    digest: text().notNull(),
    receivedAt: moment().notNull(),
    /** Two days after it came. */
    dueAt: moment().notNull(),
    state: text().$type<ObjectionState>().notNull(),
    handledBy: uuid().references(() => people.id),
    handledAt: moment(),
    reason: text(),
    /** The decision that was proposed instead. */
    reversal: uuid().references(() => decisions.id),
    /** What the person who objected sees it by. */
    ticket: text().notNull().unique(),
  },
  (table) => [
    index().on(table.itemId),
    index().on(table.caseId),
    index("objections_open").on(table.dueAt, table.id).where(sql`state = 'open'`),
    index("objections_received").on(table.receivedAt),
  ],
);
