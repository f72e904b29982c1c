/** Counts once per page visit whether the expected posts were found. Reports numbers only. */

import { countPageMs } from "../../../extension/browser/delays.ts";
import { send } from "../../../extension/messages/send.ts";
import type { PageCount } from "../../../shared/contract/recipe-health.ts";
import type { PostRecipe, Site } from "../site.ts";
import { audienceGateOf, type Candidate, inspectPost, recipesFor } from "./find-posts.ts";
import { isOn, type Page, pathOf } from "./page.ts";
import { candidates, foreignTo } from "./select.ts";
import { findSpot } from "./slot.ts";

/** A sample of the first posts is enough, and does not reveal how far a person scrolls. */
const maxPosts = 20;

/** Counts every page that the tab shows from now on. `currentSite` returns the current recipes. */
export function countPages(currentSite: () => Site, document: Document, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let entered = "";
  let isCounted = false;

  const look = (isSecond: boolean) => {
    // The page changed its address without an event.
    if (document.URL !== entered) return enter();
    const counts = countPage(currentSite(), { document, address: entered });
    if (!isSecond && counts.some(({ posts }) => posts === 0)) {
      timer = setTimeout(look, countPageMs, true);
      return;
    }
    isCounted = true;
    for (const count of counts) void send("count-page", count);
  };
  const enter = () => {
    clearTimeout(timer);
    if (document.URL !== entered) isCounted = false;
    entered = document.URL;
    if (!isCounted && !document.hidden) timer = setTimeout(look, countPageMs, false);
  };
  const view = document.defaultView as (Window & { navigation?: EventTarget }) | null;
  view?.navigation?.addEventListener("currententrychange", enter, { signal });
  view?.addEventListener("popstate", enter, { signal });
  document.addEventListener("visibilitychange", enter, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  enter();
}

/** Returns one count per surface that matches the page. */
export function countPage(site: Site, page: Page): PageCount[] {
  const path = pathOf(page.address);
  const here = recipesFor(site, page);
  return site.surfaces.flatMap(({ page: pages, expects }, surface) => {
    const recipes = expected(here.filter(({ kind }) => kind === expects));
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
      for (const post of candidates(page.document, recipe).slice(0, maxPosts)) {
        if (count.posts < maxPosts) add({ post, recipe, site, page }, count);
      }
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
