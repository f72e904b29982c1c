/** Finds names of code in a pack that this extension does not have: the set of transforms is the extension's own. */

import type { SiteRecipesData } from "../contract/recipe.ts";
import { names } from "../sites/names.ts";
import { transforms } from "../sites/transforms.ts";

/** The unknown names, each with where it stands, such as `posts.0.identity: jalankan`. */
export function unknownNames({ posts, fields }: SiteRecipesData): string[] {
  return [
    ...posts.flatMap(({ identity, aliases = [] }, index) => [
      ...unknownIn(identity, names, `posts.${index}.identity`),
      ...unknownIn(aliases, names, `posts.${index}.aliases`),
    ]),
    ...fields.flatMap((readings, index) => unknownIn(readings, transforms, `fields.${index}`)),
  ];
}

/** Every `as` in a piece of a recipe, however deep it lies. */
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
