/** Which server stores the posts of a spot, where several servers share them. */

import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { moment, sortable } from "./columns.ts";

/** Without rows, this server owns every spot. */
export const spotOwners = pgTable("spot_owners", {
  /** A spot with four digits, or `rest` for every spot without a row. */
  name: sortable().primaryKey(),
  /** Name of the server to which this one gave it; null if this server owns it. */
  owner: text(),
  /** Servers that owned it before. They keep the posts that they know. */
  former: text().array().notNull().default([]),
  /** Number of times that it moved; the newer of two statements about a spot has the higher one. */
  moves: integer().notNull(),
  movedAt: moment().notNull(),
});
