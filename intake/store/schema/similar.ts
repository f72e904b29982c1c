/** What makes cases look alike: distinct texts and pictures with their fingerprints, and the groups that follow. */

import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { Burst, Likeness } from "../../../utils/contract/group.ts";
import { moment } from "./columns.ts";

/** One row for each distinct normalised text, however many cases have it. */
export const texts = pgTable(
  "texts",
  {
    id: uuid().primaryKey(),
    /** Of the normalised text. */
    sha256: text().notNull().unique(),
    createdAt: moment().notNull(),
    /** MinHash values in order, to measure a distance by. */
    signature: integer().array().notNull(),
    /**
     * One hash per band of the signature: near texts share some. Triggers spread them over `text_bands` (band, text_id),
     * which is an index by hand: a GIN index finds those that share a band only by visiting every one of them.
     */
    bands: integer().array().notNull(),
    groupId: uuid().references(() => groups.id),
  },
  (table) => [index("texts_group").on(table.groupId, table.createdAt)],
);

/** By the file's digest; none is ever made in the no-pixels lane. */
export const pictures = pgTable(
  "pictures",
  {
    sha256: text().primaryKey(),
    createdAt: moment().notNull(),
    /** Perceptual hash of 256 bits in hex. */
    hash: text().notNull(),
    /** Its 16 parts, each with its place: near pictures share some. */
    parts: integer().array().notNull(),
    groupId: uuid().references(() => groups.id),
  },
  (table) => [index("pictures_parts").using("gin", sql`${table.parts}`)],
);

export const groups = pgTable("groups", {
  id: uuid().primaryKey(),
  createdAt: moment().notNull(),
  why: text().$type<Likeness>().notNull(),
  /** Absent: no burst was seen. */
  burst: jsonb().$type<Burst>(),
});
