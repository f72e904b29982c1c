/** Signed log batches and finished days. All tables are append-only, except the list of unsealed entries. */

import { date, index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { moment, spot } from "./columns.ts";

export const batches = pgTable(
  "batches",
  {
    /** From 1, without gaps. */
    no: integer().primaryKey(),
    at: moment().notNull(),
    /** The UTC day of `at`. */
    day: date({ mode: "string" }).notNull(),
    /** Number of leaves in the tree. */
    size: integer().notNull(),
    root: text().notNull(),
    /** SHA-256 of the previous batch's JWS. */
    previous: text().notNull(),
    /** Compact JWS of the batch. */
    jws: text().notNull(),
  },
  (table) => [index().on(table.day, table.no)],
);

/** A leaf of a batch's tree: the entries `fromSeq` to `toSeq` of one case's log. */
export const batchLeaves = pgTable(
  "batch_leaves",
  {
    batchNo: integer()
      .notNull()
      .references(() => batches.no),
    /** Position of the leaf, from 0. */
    place: integer().notNull(),
    /** Or `trustLogId`. */
    caseId: uuid().notNull(),
    fromSeq: integer().notNull(),
    toSeq: integer().notNull(),
    /** Hash of the leaf in the tree. */
    hash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.batchNo, table.place] }),
    // An entry belongs to one batch only.
    unique("batch_leaves_from").on(table.caseId, table.fromSeq),
    unique("batch_leaves_to").on(table.caseId, table.toSeq),
  ],
);

/** Log entries in no batch yet: a trigger on the log inserts them, sealing a batch deletes them. */
export const unsealed = pgTable(
  "unsealed",
  { caseId: uuid().notNull(), seq: integer().notNull(), spot: spot().notNull() },
  (table) => [primaryKey({ columns: [table.caseId, table.seq, table.spot] })],
);

export const days = pgTable("days", {
  day: date({ mode: "string" }).primaryKey(),
  /** Merkle root over the JWS of its batches. */
  root: text().notNull(),
  closedAt: moment().notNull(),
});

/** Timestamps of days' roots by an external authority. */
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

/** OpenTimestamps proofs of days' roots, one per calendar. */
export const dayAnchors = pgTable(
  "day_anchors",
  {
    day: date({ mode: "string" })
      .notNull()
      .references(() => days.day),
    /** Address of the calendar, as configured. */
    calendar: text().notNull(),
    /** Detached proof (`.ots`) as base64. */
    proof: text().notNull(),
    /** When the calendar was last asked for a complete proof. */
    askedAt: moment(),
    /** When the proof first named a Bitcoin block; null while pending. */
    attestedAt: moment(),
  },
  (table) => [primaryKey({ columns: [table.day, table.calendar] })],
);
