/** Similarity of cases: distinct texts and pictures with their fingerprints, and groups. */

import { sql } from "drizzle-orm";
import {
  type ExtraConfigColumn,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import type { Burst, GroupBasis } from "../../../utils/shared/contract/group.ts";
import { bytes, digest, moment, spot } from "./columns.ts";

/**
 * Hashes of the bands of a signature, one column each; near-duplicates share some. Each column has an index with the
 * text's number, so that texts which share a band are counted without being read. All are null in a text too short for
 * similarity.
 */
export const bandColumns = Array.from({ length: 25 }, (_, place) => `band${place + 1}`);
const bands: Record<`band${number}`, ReturnType<typeof integer>> = Object.fromEntries(
  bandColumns.map((name) => [name, integer()]),
);

/** One row per distinct normalised text. */
export const texts = pgTable(
  "texts",
  {
    id: uuid().primaryKey(),
    /** SHA-256 of the normalised text. */
    sha256: digest().notNull().unique(),
    createdAt: moment().notNull(),
    /** Short number of the text in the indexes of its bands: one more than the largest, because a restore would not set a counter. */
    no: integer().notNull().unique(),
    /** The low byte of each MinHash value in order, to measure distances. */
    signature: bytes().notNull(),
    ...bands,
    groupId: uuid().references(() => groups.id),
  },
  (table) => [
    index("texts_group").on(table.groupId, table.createdAt),
    ...Object.keys(bands).map((name) =>
      index(`texts_${name}`).on(
        (table as unknown as Record<string, ExtraConfigColumn>)[name] as ExtraConfigColumn,
        table.no,
      ),
    ),
  ],
);

/**
 * Reports whose content is not yet in their case's description. Written with the report; a job removes the row when it
 * has described the case.
 */
export const undescribed = pgTable(
  "undescribed",
  {
    reportId: uuid().notNull(),
    spot: spot().notNull(),
    receivedAt: moment().notNull(),
    /** Failed attempts. */
    failures: integer().notNull(),
    /** Until then a replica describes it. */
    leaseUntil: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.reportId, table.spot] }),
    index("undescribed_next").on(table.failures, table.receivedAt),
  ],
);

/** By the file's digest. Never created in the no-pixels lane. */
export const pictures = pgTable(
  "pictures",
  {
    sha256: text().primaryKey(),
    createdAt: moment().notNull(),
    /** Perceptual hash of 256 bits in hex. */
    hash: text().notNull(),
    /** Its 16 parts, each combined with its position; similar pictures share some. */
    parts: integer().array().notNull(),
    groupId: uuid().references(() => groups.id),
  },
  (table) => [index("pictures_parts").using("gin", sql`${table.parts}`)],
);

export const groups = pgTable("groups", {
  id: uuid().primaryKey(),
  createdAt: moment().notNull(),
  why: text().$type<GroupBasis>().notNull(),
  /** Null if no burst was detected. */
  burst: jsonb().$type<Burst>(),
  /** Cases that joined since the burst was last measured. */
  unmeasured: integer().notNull().default(0),
});
