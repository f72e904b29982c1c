/** Legal holds: while one is active, nothing of the case is deleted. */

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
    /** Account name of the administrator on that machine. */
    by: text().notNull(),
    reason: text().notNull(),
    releasedAt: moment(),
    releasedBy: text(),
    releaseReason: text(),
  },
  (table) => [index().on(table.caseId)],
);
