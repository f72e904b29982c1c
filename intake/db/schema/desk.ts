/** Supervisors' work around a decision, and reporters' records. */

import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type { Vote } from "../../../utils/shared/contract/decision.ts";
import { ofCase } from "./cases.ts";
import { inCaseOf, moment, spot } from "./columns.ts";
import { decisions } from "./decisions.ts";
import { devices, people } from "./people.ts";

/** Temporary locks on cases; expired rows have no effect. */
export const claims = pgTable(
  "claims",
  {
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    deviceId: uuid()
      .notNull()
      .references(() => devices.id),
    until: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.spot] }), ofCase(table)],
);

/** The person who is to work on a case. Locks nothing; the case's log records each change. */
export const caseAssignments = pgTable(
  "case_assignments",
  {
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    byId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    /** Shared by the cases of one hand-over; otherwise null. */
    handOverId: uuid(),
    /** When the person opened the case. */
    seenAt: moment(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.spot] }), ofCase(table), index().on(table.personId)],
);

/** Supervisors' internal notes. Changed only when the evidence is deleted. */
export const caseNotes = pgTable(
  "case_notes",
  {
    id: uuid().notNull().unique(),
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    digest: text().notNull(),
    text: text().notNull(),
    handOverId: uuid(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    ofCase(table),
    index().on(table.caseId),
    index().on(table.handOverId),
  ],
);

export const noteMentions = pgTable(
  "note_mentions",
  {
    noteId: uuid().notNull(),
    spot: spot().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    seenAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.noteId, table.personId, table.spot] }),
    inCaseOf(table.noteId, table.spot, caseNotes),
    index("note_mentions_unseen").on(table.personId).where(sql`seen_at is null`),
  ],
);

export const questions = pgTable(
  "questions",
  {
    id: uuid().notNull().unique(),
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    /** Without a foreign key, because a split may leave it in another case. */
    reportId: uuid().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    digest: text().notNull(),
    text: text().notNull(),
    answer: text(),
    answeredAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    ofCase(table),
    index().on(table.caseId),
    index().on(table.reportId),
  ],
);

export const votes = pgTable(
  "votes",
  {
    id: uuid().notNull().unique(),
    decisionId: uuid().notNull(),
    spot: spot().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    digest: text().notNull(),
    vote: text().$type<Vote>().notNull(),
    reason: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    inCaseOf(table.decisionId, table.spot, decisions),
    unique().on(table.decisionId, table.personId, table.spot),
  ],
);

export const records = pgTable("records", {
  personId: uuid()
    .primaryKey()
    .references(() => people.id),
  decided: integer().notNull().default(0),
  upheld: integer().notNull().default(0),
  reversed: integer().notNull().default(0),
});
