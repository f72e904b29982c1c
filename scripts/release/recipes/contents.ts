/** Contents of a pack: the recipes of this checkout, of a file, or of an earlier pack, validated before signing. */

import type { Window } from "happy-dom";
import { z } from "zod";
import { unknownNames } from "../../../utils/extension/recipe-packs/unknown-names.ts";
import { everySelector } from "../../../utils/page/sites/engine/invalid-selector.ts";
import { siteFields, sites } from "../../../utils/page/sites/index.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { type RecipePack, recipePack, type SiteRecipesData } from "../../../utils/shared/contract/recipe.ts";
import { type SiteId, siteId } from "../../../utils/shared/contract/site.ts";
import { readJson } from "./json-file.ts";

export type Contents = RecipePack["sites"];

/** The format written by `export`, without the disabled recipes. */
const file = z.strictObject({ sites: recipePack.shape.sites });

/** The recipes built into this checkout's extension. */
export function checkoutContents(): Contents {
  const recipesOf = (id: SiteId) => {
    const { dark, recycled, context, surfaces, posts } = sites[id];
    const { fields, unavailable, loginWall } = siteFields[id]();
    return { dark, recycled, context, surfaces, posts, fields, unavailable, loginWall };
  };
  return read(Object.fromEntries(siteId.options.map((id) => [id, recipesOf(id)])), "this checkout");
}

/** Throws an error that names the invalid place in the file. */
export async function fileContents(path: string): Promise<Contents> {
  return (await readJson(path, file, "a pack")).sites;
}

function read(contents: unknown, place: string): Contents {
  // Round-trips through JSON, which drops undefined members, as in transport.
  const parsed = recipePack.shape.sites.safeParse(JSON.parse(JSON.stringify(contents)));
  if (!parsed.success)
    throw new Error(`${place} does not fit the contract:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** happy-dom accepts any pseudo-class, and browsers differ in rare ones. All supported browsers know these. */
const pseudoClasses =
  /^(?:is|where|not|has|root|empty|checked|disabled|enabled|(?:first|last|only)-(?:child|of-type)|nth-(?:last-)?(?:child|of-type)\((?:odd|even|\d+|-?\d*n(?: ?\+ ?\d+)?)\))$/;

/**
 * Validates selectors more strictly than a page would, so that unsupported ones are found before
 * publication. Needs a development package.
 */
export async function brokenSelectors(sites: Contents): Promise<string[]> {
  const { Window } = await import("happy-dom");
  const { document } = new Window();
  return Object.entries(sites).flatMap(([id, recipes]) =>
    brokenIn(recipes, document).map((selector) => `${id}: not a selector: ${selector}`),
  );
}

function brokenIn(recipes: SiteRecipesData, document: Window["document"]): string[] {
  const fragment = document.createDocumentFragment();
  return everySelector(recipes).filter((selector) => {
    try {
      fragment.querySelector(selector);
      document.createElement("a").matches(selector);
    } catch {
      return true;
    }
    return !pseudoNames(selector).every((name) => pseudoClasses.test(name));
  });
}

/** Pseudo-class names outside quotes, `nth-…` with its argument. A pseudo-element begins with a second colon. */
function pseudoNames(selector: string): string[] {
  const bare = selector.replace(/\\.|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "_");
  return [...bare.matchAll(/:(nth-[a-z-]+\([^)]*\)|:?[a-z-]*)/gi)].map(([, name = ""]) => name);
}

/** Returns everything that an extension would reject, except selectors that no browser can parse. */
export function wrongWith(pack: RecipePack): string[] {
  const parsed = recipePack.safeParse(pack);
  if (!parsed.success) return [z.prettifyError(parsed.error)];
  const chars = Math.ceil((JSON.stringify(pack).length * 4) / 3);
  return [
    ...(chars > limits.packChars - 1_000 ? [`the pack is too large: about ${chars} characters`] : []),
    ...Object.entries(pack.sites).flatMap(([id, recipes]) => [
      ...unknownNames(recipes).map((name) => `${id}.${name}: no transform of that name`),
    ]),
  ];
}
