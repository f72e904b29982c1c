/** The packs of recipes that were ever published: the newest is served, the others are kept to go back to. */

import { integer, pgTable, text } from "drizzle-orm/pg-core";
import type { RecipeAct } from "../../recipes/act.ts";
import { moment } from "./columns.ts";

/** Append-only: a trigger refuses every change. */
export const recipePacks = pgTable("recipe_packs", {
  version: integer().primaryKey(),
  /** Compact JWS. */
  jws: text().notNull(),
  act: text().$type<RecipeAct>().notNull(),
  /** Who ran the command, by the name of their account on that machine. */
  by: text().notNull(),
  note: text(),
  at: moment().notNull(),
});
