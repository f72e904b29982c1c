/**
 * Pairs of cases that may concern the same post: claimed by a report, agreed by one person, or denied by a
 * person.
 */

import { pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { cases } from "./cases.ts";
import { moment } from "./columns.ts";
import { people } from "./people.ts";

export const mergeProposals = pgTable(
  "merge_proposals",
  {
    /** The lesser of the two ids. */
    oneId: uuid()
      .notNull()
      .references(() => cases.id),
    otherId: uuid()
      .notNull()
      .references(() => cases.id),
    at: moment().notNull(),
    /** Report that claims it; null if a person proposed it. */
    reportId: uuid(),
    /** `apart`: a person split them, and no report merges them again. */
    state: text().$type<"open" | "apart">().notNull(),
    /** The first of the two people who must agree. */
    agreedBy: uuid().references(() => people.id),
    /** States of both cases at the agreement; if they changed, the agreement no longer counts. */
    agreedOn: text(),
  },
  (table) => [primaryKey({ columns: [table.oneId, table.otherId] })],
);
