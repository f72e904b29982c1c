/** Applies a valid pack to a site: newer recipes, and switched-off parts. */

import { builtInVersion, sites } from "../../page/sites/index.ts";
import type { CaptureRecipes, PageRecipes, RecipePack, SwitchedOff } from "../../shared/contract/recipe.ts";
import type { SiteId } from "../../shared/contract/site.ts";

type Served = NonNullable<RecipePack["sites"][SiteId]>;

/** Returns the pack's recipes of the site, unless the extension has newer ones. */
function servedBy(pack: RecipePack | undefined, site: SiteId): Served | undefined {
  return pack && pack.version > builtInVersion ? pack.sites[site] : undefined;
}

/**
 * Returns the recipes for the page script; undefined if the built-in ones apply unchanged. Switching off
 * applies even if the built-in recipes are newer. `builtIn`: this browser cannot parse the pack's recipes for
 * the site.
 */
export function pageRecipesBy(
  pack: RecipePack | undefined,
  site: SiteId,
  builtIn = false,
): PageRecipes | undefined {
  const off = pack?.off.filter((one) => one.site === site) ?? [];
  const served = builtIn ? undefined : servedBy(pack, site);
  if (!pack || (!served && off.length === 0)) return undefined;
  const { dark, recycled, context, surfaces, posts } = served ?? sites[site];
  return {
    version: served ? pack.version : builtInVersion,
    dark,
    ...(recycled ? { recycled } : {}),
    ...(context ? { context } : {}),
    surfaces: surfaces.filter(({ expects }) => !isOff(expects, off)),
    posts: posts.map((post) => withoutOff(post, off)),
  };
}

/** For the capture script, with the pack's version. */
export function captureRecipesBy(pack: RecipePack | undefined, site: SiteId): CaptureRecipes | undefined {
  const served = servedBy(pack, site);
  if (!served) return undefined;
  const { fields, unavailable, loginWall } = served;
  return { fields, unavailable, ...(loginWall ? { loginWall } : {}) };
}

function isOff(kind: string, off: readonly SwitchedOff[]): boolean {
  return off.some((one) => one.kind === undefined || one.kind === kind);
}

/** Keeps a switched-off recipe at its index, which its fields depend on, but matches no page. */
function withoutOff(post: PageRecipes["posts"][number], off: readonly SwitchedOff[]) {
  if (isOff(post.kind, off)) return { ...post, page: [] };
  return post.kinds?.some((kind) => isOff(kind, off))
    ? { ...post, kinds: post.kinds.filter((kind) => !isOff(kind, off)) }
    : post;
}
