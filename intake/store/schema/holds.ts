/** Legal holds: while one stands on a case, nothing of it is deleted. */

import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { cases } from "./cases.ts";
import { moment } from "./columns.ts";

export const holds = pgTable(
  "holds",
  {
    id: uuid().primaryKey(),
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    at: moment().notNull(),
    /** Who ran the command, by the name of their account on that machine. */
    by: text().notNull(),
    reason: text().notNull(),
    releasedAt: moment(),
    releasedBy: text(),
    releaseReason: text(),
  },
  (table) => [index().on(table.caseId)],
);
