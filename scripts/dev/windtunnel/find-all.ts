/** Finds a page's posts as the extension does: by the recipes, and by structure once they miss posts. */

import { type FoundPost, findPosts, showsUnknownPosts } from "../../../utils/page/sites/engine/find-posts.ts";
import type { Page } from "../../../utils/page/sites/engine/page.ts";
import { countPage, isMissing } from "../../../utils/page/sites/engine/page-count.ts";
import type { Site } from "../../../utils/page/sites/site.ts";
import { withStructure } from "../../../utils/page/sites/structure/structure.ts";

export function findAll(site: Site, page: Page): FoundPost[] {
  // A post that is the whole page contains others.
  const found = findPosts(page.document, site, page).filter(({ recipe }) => !recipe.page);
  const isFound = (element: Element) => found.some((post) => post.element.contains(element));
  const isIncomplete = countPage(site, page).some(isMissing) || showsUnknownPosts(site, page, { isFound });
  return findPosts(page.document, isIncomplete ? withStructure(site, () => page) : site, page);
}

export function findByRecipes(site: Site, page: Page): FoundPost[] {
  return findPosts(page.document, site, page);
}
