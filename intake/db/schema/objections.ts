/** Objections to requests, with their hearing and result, and those that start from an address. */

import { sql } from "drizzle-orm";
import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { ObjectionState, Objector } from "../../../utils/shared/contract/request-state.ts";
import { ofCase } from "./cases.ts";
import { inCaseOf, moment, spot } from "./columns.ts";
import { decisions } from "./decisions.ts";
import { people } from "./people.ts";
import { requestItems } from "./requests.ts";

export const objections = pgTable(
  "objections",
  {
    id: uuid().notNull().unique(),
    itemId: uuid().notNull(),
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    decisionId: uuid().notNull(),
    objector: text().$type<Objector>().notNull(),
    /** As the objector gave them; deleted some time after the hearing, or after `dueAt` without one. */
    name: text(),
    contact: text(),
    text: text().notNull(),
    digest: text().notNull(),
    receivedAt: moment().notNull(),
    /** Two days after receipt. */
    dueAt: moment().notNull(),
    state: text().$type<ObjectionState>().notNull(),
    /** While it is open: who proposed the dismissal that waits for a second person, with `reason`. */
    handledBy: uuid().references(() => people.id),
    handledAt: moment(),
    reason: text(),
    /** The decision proposed instead. Without a foreign key, because a split may leave it in another case. */
    reversal: uuid(),
    /** Lets the objector see the objection's state. */
    ticket: text().notNull().unique(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    ofCase(table),
    inCaseOf(table.itemId, table.spot, requestItems),
    inCaseOf(table.decisionId, table.spot, decisions),
    index().on(table.itemId),
    index().on(table.caseId),
    index("objections_open").on(table.dueAt, table.id).where(sql`state = 'open'`),
    index("objections_received").on(table.receivedAt),
  ],
);

/**
 * Objections that name a post by its address. Kept alike whether or not there is a case, so that a ticket tells
 * nothing about it.
 */
export const addressObjections = pgTable(
  "address_objections",
  {
    id: uuid().primaryKey(),
    subject: text().notNull(),
    objector: text().$type<Objector>().notNull(),
    /** As the sender gave them; empty once they were passed on. */
    name: text(),
    contact: text(),
    text: text().notNull(),
    receivedAt: moment().notNull(),
    /** Until then a letter that asks for the post is looked for. */
    dueAt: moment().notNull(),
    ticket: text().notNull().unique(),
    /** The objection that it became, of a case at any spot; null if no letter was found. */
    objectionId: uuid(),
  },
  (table) => [
    index().on(table.subject, table.dueAt),
    index().on(table.objectionId),
    index("address_objections_waiting").on(table.dueAt).where(sql`objection_id is null`),
  ],
);
