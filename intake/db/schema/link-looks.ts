/** People's observations on pages to which cases link. */

import { boolean, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { LinkedPageKind } from "../../../utils/shared/contract/link-inspection.ts";
import { cases } from "./cases.ts";
import { moment } from "./columns.ts";
import { people } from "./people.ts";

export const linkLooks = pgTable(
  "link_looks",
  {
    id: uuid().primaryKey(),
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    /** Emptied together with the evidence that names it. */
    host: text().notNull(),
    page: text().$type<LinkedPageKind>().notNull(),
    advertisements: integer().notNull(),
    covering: boolean().notNull(),
    note: text(),
    /** SHA-256 of the observation in canonical JSON. */
    digest: text().notNull(),
  },
  (table) => [index().on(table.caseId)],
);
