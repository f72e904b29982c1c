/** Supervisors' work around a decision, and reporters' records. */

import { index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { Vote } from "../../../utils/shared/contract/decision.ts";
import { cases, reports } from "./cases.ts";
import { moment } from "./columns.ts";
import { decisions } from "./decisions.ts";
import { devices, people } from "./people.ts";

/** Temporary locks on cases; expired rows have no effect. */
export const claims = pgTable("claims", {
  caseId: uuid()
    .primaryKey()
    .references(() => cases.id),
  personId: uuid()
    .notNull()
    .references(() => people.id),
  deviceId: uuid()
    .notNull()
    .references(() => devices.id),
  until: moment().notNull(),
});

export const questions = pgTable(
  "questions",
  {
    id: uuid().primaryKey(),
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    reportId: uuid()
      .notNull()
      .references(() => reports.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    digest: text().notNull(),
    text: text().notNull(),
    answer: text(),
    answeredAt: moment(),
  },
  (table) => [index().on(table.caseId), index().on(table.reportId)],
);

export const votes = pgTable(
  "votes",
  {
    id: uuid().primaryKey(),
    decisionId: uuid()
      .notNull()
      .references(() => decisions.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    digest: text().notNull(),
    vote: text().$type<Vote>().notNull(),
    reason: text().notNull(),
  },
  (table) => [unique().on(table.decisionId, table.personId)],
);

export const records = pgTable("records", {
  personId: uuid()
    .primaryKey()
    .references(() => people.id),
  decided: integer().notNull().default(0),
  upheld: integer().notNull().default(0),
  reversed: integer().notNull().default(0),
});
