/** Recipes that find much less on pages than before. */

import type { Db } from "../../../db/store.ts";
import { viewRecipeHealth } from "../../../recipes/rules/recipe-health.ts";
import { readHealthCounts } from "../../../recipes/store/recipe-health.ts";
import type { Due } from "./condition.ts";

/** One per site and kind, of the newest version: one device can count any version as dropped. */
export async function readDroppedRecipes(db: Db, at: Date): Promise<Due[]> {
  const byKind = new Map<string, Due>();
  for (const { site, kind, recipeVersion, browser, state } of viewRecipeHealth(
    await readHealthCounts(db, at),
  )) {
    const name = `${site}/${kind}`;
    if (state !== "dropped" || byKind.has(name)) continue;
    const subject = `${name}/${recipeVersion}/${browser}`;
    const key = `recipe-dropped/${subject}`;
    byKind.set(name, { event: "recipe-dropped", key, kind: "recipe", subject, site, urgent: false, at });
  }
  return [...byKind.values()];
}
