/** Supervisors' work around a decision, and reporters' records. */

import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
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

/** The person who is to work on a case. Locks nothing; the case's log records each change. */
export const caseAssignments = pgTable(
  "case_assignments",
  {
    caseId: uuid()
      .primaryKey()
      .references(() => cases.id),
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
  (table) => [index().on(table.personId)],
);

/** Supervisors' internal notes. Changed only when the evidence is deleted. */
export const caseNotes = pgTable(
  "case_notes",
  {
    id: uuid().primaryKey(),
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    digest: text().notNull(),
    text: text().notNull(),
    handOverId: uuid(),
  },
  (table) => [index().on(table.caseId), index().on(table.handOverId)],
);

export const noteMentions = pgTable(
  "note_mentions",
  {
    noteId: uuid()
      .notNull()
      .references(() => caseNotes.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    seenAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.noteId, table.personId] }),
    index("note_mentions_unseen").on(table.personId).where(sql`seen_at is null`),
  ],
);

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
