/** Counts the posts that a page shows where its site always has some. Numbers only. */

import type { PageCount } from "../../../shared/contract/recipe-health.ts";
import type { PostRecipe, Site } from "../site.ts";
import { audienceGateOf, type Candidate, inspectPost, recipesFor } from "./find-posts.ts";
import { isOn, type Page, pathOf } from "./page.ts";
import { foreignTo, foundBySelectors } from "./select.ts";
import { findSpot } from "./slot.ts";

/** A sample of the first posts is enough, and does not reveal how far a person scrolls. */
const maxPosts = 20;

/** Returns true if the recipes find no post with a place for the button, or cannot name any that should have a name. */
export function isMissing({ buttons, identities }: PageCount): boolean {
  return buttons === 0 || (identities.found === 0 && identities.expected > 0);
}

/** Returns one count per surface that matches the page. */
export function countPage(site: Site, page: Page): PageCount[] {
  const path = pathOf(page.address);
  const here = recipesFor(site, page);
  return site.surfaces.flatMap(({ page: pages, expects }, surface) => {
    // Finds by structure must not hide that the recipes find nothing.
    const recipes = expected(here.filter(({ kind, structure }) => kind === expects && !structure));
    if (recipes.length === 0 || !isOn(pages, path)) return [];
    const count: PageCount = {
      site: site.id,
      kind: expects,
      recipeVersion: site.version,
      surface,
      posts: 0,
      identities: { found: 0, expected: 0 },
      buttons: 0,
    };
    for (const recipe of recipes) {
      const posts = foundBySelectors(page.document, recipe, maxPosts - count.posts);
      for (const post of posts) add({ post, recipe, site, page }, count);
    }
    // If a site mixes private and public chats, a page without a public post may be correct.
    return count.posts > 0 || !audienceGateOf(site.id, page) ? [count] : [];
  });
}

/**
 * Returns only the recipes made for specific pages, if there are any. Posts that also appear elsewhere, such as
 * cards, then do not count.
 */
function expected(recipes: PostRecipe[]): PostRecipe[] {
  const own = recipes.filter(({ page }) => page);
  return own.length > 0 ? own : recipes;
}

function add(candidate: Candidate, count: PageCount): void {
  const { post, recipe, site, page } = candidate;
  if (audienceGateOf(site.id, page)?.(post, page) === "private") return;
  const isForeign = foreignTo(post, recipe);
  count.posts++;
  if (findSpot(post, recipe, isForeign)) count.buttons++;
  // The identity may be missing until the pointer is over the post.
  if (recipe.late) return;
  count.identities.expected++;
  if (inspectPost(candidate, isForeign)) count.identities.found++;
}
