/** Recipe packs, their health, and proposals for mended recipes. */

import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { BrowserFamily } from "../../../utils/shared/contract/recipe-health.ts";
import type {
  Mend,
  MendScore,
  Outlines,
  ProposalState,
} from "../../../utils/shared/contract/recipe-proposal.ts";
import type { Kind, SiteId } from "../../../utils/shared/contract/site.ts";
import { moment } from "./columns.ts";
import { people } from "./people.ts";

export const recipeActs = ["publish", "rollback", "off", "on"] as const;
export type RecipeAct = (typeof recipeActs)[number];

/**
 * All published packs: the newest is served, older ones are kept for a rollback. Append-only: a trigger refuses every
 * change.
 */
export const recipePacks = pgTable("recipe_packs", {
  version: integer().primaryKey(),
  /** Compact JWS. */
  jws: text().notNull(),
  act: text().$type<RecipeAct>().notNull(),
  /** Account name of the administrator on that machine. */
  by: text().notNull(),
  note: text(),
  at: moment().notNull(),
});

const sum = () => bigint({ mode: "number" }).notNull().default(0);

/** Counts of recipe health, summed over all devices; nothing identifies a device or person. */
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

/** Sent by people from their devices. A proposal takes effect only in a signed pack. */
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
