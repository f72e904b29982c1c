/** Answers requests for data of the recipe pack, from page scripts, the form and the lessons. */

import { builtInVersion, sites } from "../../page/sites/index.ts";
import type { CaptureRecipes, PageRecipes, RecipePack, SwitchedOff } from "../../shared/contract/recipe.ts";
import { done, fail, ok, type Result } from "../../shared/contract/result.ts";
import { kind, type SiteId } from "../../shared/contract/site.ts";
import type { SuggestionModel } from "../../shared/contract/suggestion.ts";
import { storedRecipes } from "./stored-recipes.ts";
import { readVerifiedPack } from "./verified-pack.ts";

type PackRecipes = NonNullable<RecipePack["sites"][SiteId]>;

/** Returns the pack's recipes of the site, unless the extension has newer ones. */
function packRecipesOf(pack: RecipePack | undefined, site: SiteId): PackRecipes | undefined {
  return pack && pack.version > builtInVersion ? pack.sites[site] : undefined;
}

/**
 * Applies a valid pack to a site: newer recipes, and switched-off parts. Returns the recipes for the page
 * script; undefined if the built-in ones apply unchanged. Switching off applies even if the built-in
 * recipes are newer. `builtIn`: this browser cannot parse the pack's recipes for the site.
 */
export function pageRecipesFrom(
  pack: RecipePack | undefined,
  site: SiteId,
  builtIn = false,
): PageRecipes | undefined {
  const off = pack?.off.filter((rule) => rule.site === site) ?? [];
  const served = builtIn ? undefined : packRecipesOf(pack, site);
  if (!pack || (!served && off.length === 0)) return undefined;
  const { dark, recycled, context, surfaces, posts, signs, alternatives } = served ?? sites[site];
  return {
    version: served ? pack.version : builtInVersion,
    dark,
    ...(recycled ? { recycled } : {}),
    ...(context ? { context } : {}),
    surfaces: surfaces.filter(({ expects }) => !isOff(expects, off)),
    posts: posts.map((post) => withoutOff(post, off)),
    ...(signs ? { signs } : {}),
    ...(off.length > 0 ? { off: kind.options.filter((option) => isOff(option, off)) } : {}),
    ...(alternatives ? { alternatives: alternatives.map((post) => withoutOff(post, off)) } : {}),
  };
}

/** For the capture script, with the pack's version. */
export function captureRecipesFrom(pack: RecipePack | undefined, site: SiteId): CaptureRecipes | undefined {
  const served = packRecipesOf(pack, site);
  if (!served) return undefined;
  const { fields, unavailable, loginWall } = served;
  return { fields, unavailable, ...(loginWall ? { loginWall } : {}) };
}

function isOff(kind: string, off: readonly SwitchedOff[]): boolean {
  return off.some((rule) => rule.kind === undefined || rule.kind === kind);
}

/** Keeps a switched-off recipe at its index, which its fields depend on, but matches no page. */
function withoutOff(post: PageRecipes["posts"][number], off: readonly SwitchedOff[]) {
  if (isOff(post.kind, off)) return { ...post, page: [] };
  return post.kinds?.some((kind) => isOff(kind, off))
    ? { ...post, kinds: post.kinds.filter((kind) => !isOff(kind, off)) }
    : post;
}

/** Returns no recipes if the built-in ones apply unchanged. */
export async function readPageRecipes(site: SiteId): Promise<Result<{ recipes?: PageRecipes }>> {
  const { pack, stored } = await readVerifiedPack();
  const recipes = pageRecipesFrom(pack, site, stored.unreadable?.includes(site));
  return ok(recipes ? { recipes } : {});
}

/** `capture-failed` if another version applies now. The requesting page is about to be notified of it. */
export async function readCaptureRecipes(site: SiteId, version: number): Promise<Result<CaptureRecipes>> {
  const { pack } = await readVerifiedPack();
  const recipes = pack?.version === version ? captureRecipesFrom(pack, site) : undefined;
  return recipes ? ok(recipes) : fail("capture-failed", `recipes ${version} are gone`);
}

/** The form classifies the post itself. In the background the classifier would delay every start. */
export async function readSuggestionModel(): Promise<Result<{ model?: SuggestionModel }>> {
  const { pack } = await readVerifiedPack();
  return ok(pack?.model ? { model: pack.model } : {});
}

/** The lessons page validates them itself; see `lessonsInForce`. */
export async function readLessons(): Promise<Result<{ lessons?: unknown }>> {
  const { pack } = await readVerifiedPack();
  return ok(pack?.lessons === undefined ? {} : { lessons: pack.lessons });
}

/** A browser that cannot parse a selector uses the built-in recipes for that site until the next pack. */
export async function reportUnreadableRecipes(
  site: SiteId,
  version: number,
  selector: string,
): Promise<Result<Record<string, never>>> {
  const { pack, stored } = await readVerifiedPack();
  if (pack?.version !== version || stored.unreadable?.includes(site)) return done;
  const { problem } = fail("recipes-selector", `${site}: ${selector}`.slice(0, 900));
  await storedRecipes.setValue({
    ...stored,
    unreadable: [...(stored.unreadable ?? []), site],
    refusal: { problem, at: new Date().toISOString() },
  });
  return done;
}
