/** The log sealed in batches, and batches in days: each table append-only, but for the list of entries that wait. */

import { date, index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { moment } from "./columns.ts";

export const batches = pgTable(
  "batches",
  {
    /** From 1, without gaps. */
    no: integer().primaryKey(),
    at: moment().notNull(),
    /** The UTC day of `at`. */
    day: date({ mode: "string" }).notNull(),
    /** Leaves in the tree. */
    size: integer().notNull(),
    root: text().notNull(),
    /** SHA-256 of the previous batch's JWS. */
    previous: text().notNull(),
    /** Compact JWS of all of it. */
    jws: text().notNull(),
  },
  (table) => [index().on(table.day, table.no)],
);

/** Entries `fromSeq` to `toSeq` of a case's log are one leaf of a batch's tree. */
export const batchLeaves = pgTable(
  "batch_leaves",
  {
    batchNo: integer()
      .notNull()
      .references(() => batches.no),
    /** The leaf's place, from 0. */
    place: integer().notNull(),
    /** Or `trustLogId`. */
    caseId: uuid().notNull(),
    fromSeq: integer().notNull(),
    toSeq: integer().notNull(),
    /** Of the leaf, as it stands in the tree. */
    hash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.batchNo, table.place] }),
    // No entry is ever in two batches.
    unique("batch_leaves_from").on(table.caseId, table.fromSeq),
    unique("batch_leaves_to").on(table.caseId, table.toSeq),
  ],
);

/** Entries of the log that no batch holds yet: a trigger on the log adds them, a batch takes them out. */
export const unsealed = pgTable("unsealed", { caseId: uuid().notNull(), seq: integer().notNull() });

/** Finished UTC days that had batches. */
export const days = pgTable("days", {
  day: date({ mode: "string" }).primaryKey(),
  /** Over the JWS of its batches. */
  root: text().notNull(),
  closedAt: moment().notNull(),
});

/** What an authority said about a day's root. */
export const dayStamps = pgTable("day_stamps", {
  day: date({ mode: "string" })
    .primaryKey()
    .references(() => days.day),
  /** The authority's time. */
  at: moment().notNull(),
  authority: text().notNull(),
  /** RFC 3161 response, DER as base64. */
  response: text().notNull(),
});
