/** The registry of field readings, which only the capture script carries. */

import type { SiteId } from "../contract/site.ts";
import { facebookFields } from "./facebook.ts";
import { sites } from "./index.ts";
import type { FieldReadings, PostRecipe } from "./site.ts";
import { telegramFields } from "./telegram.ts";
import { xFields } from "./x.ts";
import { youtubeFields } from "./youtube.ts";

export const fields: Readonly<Record<SiteId, readonly FieldReadings[]>> = {
  facebook: facebookFields(),
  youtube: youtubeFields(),
  x: xFields(),
  telegram: telegramFields(),
};

const byRecipe = new Map<PostRecipe, FieldReadings>(
  Object.values(sites).flatMap((site) =>
    site.posts.map((recipe, index): [PostRecipe, FieldReadings] => [recipe, fields[site.id][index] ?? {}]),
  ),
);

/** The field readings of a post recipe of the registry. */
export function readingsOf(recipe: PostRecipe): FieldReadings {
  return byRecipe.get(recipe) ?? {};
}
