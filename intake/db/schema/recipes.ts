/** All published recipe packs: the newest is served, older ones are kept for a rollback. */

import { integer, pgTable, text } from "drizzle-orm/pg-core";
import type { RecipeAct } from "../../recipes/publish-act.ts";
import { moment } from "./columns.ts";

/** Append-only: a trigger refuses every change. */
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
