/** All published recipe packs: the newest is served, older ones are kept for a rollback. */

import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./columns.ts";

export const recipeActs = ["publish", "rollback", "off", "on"] as const;
export type RecipeAct = (typeof recipeActs)[number];

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
