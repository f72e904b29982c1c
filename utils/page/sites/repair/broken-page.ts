/** A page whose posts the recipes miss, and the posts that structure finds there. */

import { limits } from "../../../shared/contract/limits.ts";
import { type FoundPost, findPosts } from "../engine/find-posts.ts";
import type { Page } from "../engine/page.ts";
import { readPost } from "../engine/read-post.ts";
import type { Site, SiteFields } from "../site.ts";
import { withStructure } from "../structure/structure.ts";

/** A page of which a proposal is built. `site` without the structural finder. */
export interface BrokenPage {
  site: Site;
  siteFields: SiteFields;
  page: Page;
}

/** A post that only structure found, with the values that were read there. */
export interface KnownPost {
  found: FoundPost;
  subject: string;
  values: Readonly<Record<string, unknown>>;
}

/** Returns the site's own recipes: those that structure added come after them. */
export function withoutStructure(site: Site): Site {
  return { ...site, posts: site.posts.filter(({ structure }) => !structure) };
}

/** The posts that the recipes miss, by the index of the recipe of the same posts. */
export function missedPosts({ site, siteFields, page }: BrokenPage): { index: number; posts: KnownPost[] }[] {
  const all = withStructure(site, () => page);
  const groups = new Map<number, KnownPost[]>();
  for (const foundPost of findPosts(page.document, all, page)) {
    const { recipe, identity, element: post } = foundPost;
    if (!recipe.structure || recipe.like === undefined || !identity) continue;
    const read = readPost({ site: all, siteFields, post, recipe, page }, identity).fields;
    const values = Object.fromEntries(Object.entries(read).map(([name, field]) => [name, field?.value]));
    const group = groups.get(recipe.like) ?? [];
    if (group.length < limits.proposalPosts)
      group.push({ found: foundPost, subject: identity.subject, values });
    groups.set(recipe.like, group);
  }
  return [...groups].map(([index, posts]) => ({ index, posts }));
}
