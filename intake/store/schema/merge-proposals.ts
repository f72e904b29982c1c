/** Pairs of cases that may be about the same post: as a report claims, as one person agrees, or as a person denies. */

import { pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { cases } from "./cases.ts";
import { moment } from "./columns.ts";
import { people } from "./people.ts";

export const mergeProposals = pgTable(
  "merge_proposals",
  {
    /** The lesser id of the two. */
    oneId: uuid()
      .notNull()
      .references(() => cases.id),
    otherId: uuid()
      .notNull()
      .references(() => cases.id),
    at: moment().notNull(),
    /** Report that claims it; null: a person proposed it. */
    reportId: uuid(),
    /** `apart`: they were split, and no report merges them again. */
    state: text().$type<"open" | "apart">().notNull(),
    /** First of the two people who agree. */
    agreedBy: uuid().references(() => people.id),
    /** States of both cases at that time: an agreement to merge others holds no more. */
    agreedOn: text(),
  },
  (table) => [primaryKey({ columns: [table.oneId, table.otherId] })],
);
