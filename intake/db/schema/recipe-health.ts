/** Recipe counts summed over all devices; nothing identifies a device or person. */

import { bigint, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { BrowserFamily } from "../../../utils/shared/contract/recipe-health.ts";
import type { Kind, SiteId } from "../../../utils/shared/contract/site.ts";
import { moment } from "./columns.ts";

const sum = () => bigint({ mode: "number" }).notNull().default(0);

export const canaries = pgTable(
  "canaries",
  {
    /** Start of the hour, by the intake's clock. */
    hour: moment().notNull(),
    site: text().$type<SiteId>().notNull(),
    kind: text().$type<Kind>().notNull(),
    recipeVersion: integer().notNull(),
    browser: text().$type<BrowserFamily>().notNull(),
    pagesFound: sum(),
    pagesExpected: sum(),
    identitiesFound: sum(),
    identitiesExpected: sum(),
    buttonsFound: sum(),
    buttonsExpected: sum(),
    fieldsFound: sum(),
    fieldsExpected: sum(),
    permalinksFound: sum(),
    permalinksExpected: sum(),
    drops: sum(),
    byStructure: sum(),
  },
  (table) => [
    primaryKey({ columns: [table.hour, table.site, table.kind, table.recipeVersion, table.browser] }),
  ],
);

/** Ids of counted batches, for idempotency; deleted after devices have forgotten them. */
export const canaryBatches = pgTable(
  "canary_batches",
  { id: uuid().primaryKey(), at: moment().notNull() },
  (table) => [index().on(table.at)],
);
