/** Proposals for mended recipes, sent by people from their devices. They take effect only in a signed pack. */

import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { BrowserFamily } from "../../../utils/shared/contract/recipe-health.ts";
import type {
  Mend,
  MendScore,
  Outlines,
  ProposalState,
} from "../../../utils/shared/contract/recipe-proposal.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { moment } from "./columns.ts";
import { people } from "./people.ts";

export const recipeProposals = pgTable(
  "recipe_proposals",
  {
    id: uuid().primaryKey(),
    site: text().$type<SiteId>().notNull(),
    /** Version of the recipes that it mends. */
    recipeVersion: integer().notNull(),
    browser: text().$type<BrowserFamily>().notNull(),
    mend: jsonb().$type<Mend>().notNull(),
    score: jsonb().$type<MendScore>().notNull(),
    outlines: jsonb().$type<Outlines>(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    state: text().$type<ProposalState>().notNull(),
    /** Null if the publisher's command was run without a press on the desk. */
    decidedBy: uuid().references(() => people.id),
    decidedAt: moment(),
    /** The pack with the proposal; after a roll-back the pack without it. */
    version: integer(),
  },
  (table) => [index().on(table.state, table.at), index().on(table.personId, table.at)],
);
