/** Finds transforms that a pack names and this extension does not have. */

import { names } from "../../page/sites/engine/names.ts";
import { transforms } from "../../page/sites/engine/transforms.ts";
import type { SiteRecipesData } from "../../shared/contract/recipe.ts";

/** Returns the unknown names with their paths, such as `posts.0.identity: jalankan`. */
export function unknownNames({ posts, fields }: SiteRecipesData): string[] {
  return [
    ...posts.flatMap(({ identity, aliases = [] }, index) => [
      ...unknownIn(identity, names, `posts.${index}.identity`),
      ...unknownIn(aliases, names, `posts.${index}.aliases`),
    ]),
    ...fields.flatMap((readings, index) => unknownIn(readings, transforms, `fields.${index}`)),
  ];
}

/** Returns every `as` in a part of a recipe, at any depth. */
function unknownIn(value: unknown, known: object, place: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "as" && typeof inner === "string"
      ? Object.hasOwn(known, inner)
        ? []
        : [`${place}: ${inner}`]
      : unknownIn(inner, known, Array.isArray(value) ? place : `${place}.${key}`),
  );
}
