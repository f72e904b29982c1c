/** Tries a mended recipe on the page, without structure, and compares it with what structure finds there. */

import { limits } from "../../../shared/contract/limits.ts";
import type { Box, Mend, MendScore, Outlines } from "../../../shared/contract/recipe-proposal.ts";
import { mendRecipes } from "../../../shared/policy/mend-recipe.ts";
import { type FoundPost, findPosts } from "../engine/find-posts.ts";
import type { Page } from "../engine/page.ts";
import { readPost } from "../engine/read-post.ts";
import { foreignTo } from "../engine/select.ts";
import { findSpot } from "../engine/slot.ts";
import type { Site, SiteFields } from "../site.ts";
import type { BrokenPage, KnownPost } from "./broken-page.ts";

/** The page's recipes with the additions; undefined if these do not fit them. */
export function mendPage({ site, siteFields }: BrokenPage, mend: Mend) {
  const base = { posts: site.posts, fields: siteFields.fields };
  const mended = mendRecipes(base, mend);
  if (!mended) return undefined;
  const fields = mended.fields as SiteFields["fields"];
  return { site: { ...site, posts: mended.posts } as Site, siteFields: { ...siteFields, fields } };
}

const fieldsCompared: readonly string[] = [
  ...["title", "text", "authorName", "authorHandle", "authorLink", "authorId"],
  ...["publishedRaw", "publishedAt", "media"],
];

/** `stability`: of the least stable selector. */
export function scoreMend(
  broken: BrokenPage,
  mend: Mend,
  posts: readonly KnownPost[],
  stability: number,
): MendScore {
  const score: MendScore = {
    posts: posts.length,
    matched: 0,
    wrong: 0,
    buttons: 0,
    fields: { read: 0, same: 0 },
    stability,
  };
  const mended = mendPage(broken, mend);
  if (!mended) return score;
  const { page } = broken;
  const matches = findPosts(page.document, mended.site, page).filter(
    ({ recipe }) => mended.site.posts.indexOf(recipe) === mend.recipe,
  );
  const taken = new Set<KnownPost>();
  for (const post of matches) {
    const known = knownAt(post, posts);
    if (known === undefined) {
      // A post that structure missed is right, unless it has the name of another one.
      if (posts.some(({ subject }) => subject === post.identity?.subject)) score.wrong++;
      continue;
    }
    if (known === "several" || taken.has(known)) score.wrong++;
    else if (post.identity && post.identity.subject !== known.subject) score.wrong++;
    else if (post.identity) {
      taken.add(known);
      addMatch(score, { post, known, mended, page: broken.page });
    }
  }
  return score;
}

interface Match {
  post: FoundPost;
  known: KnownPost;
  mended: { site: Site; siteFields: SiteFields };
  page: BrokenPage["page"];
}

function addMatch(score: MendScore, { post, known, mended, page }: Match): void {
  const { element, recipe, identity } = post;
  score.matched++;
  if (findSpot(element, recipe, foreignTo(element, recipe))) score.buttons++;
  const { fields } = readPost({ ...mended, post: element, recipe, page }, identity);
  const values = fields as Record<string, { value: unknown } | undefined>;
  for (const name of fieldsCompared) {
    if (known.values[name] === undefined) continue;
    score.fields.read++;
    if (JSON.stringify(values[name]?.value) === JSON.stringify(known.values[name])) score.fields.same++;
  }
}

/** The known post in the same place; `several` for an element that is around more than one. */
function knownAt({ element }: FoundPost, posts: readonly KnownPost[]): KnownPost | "several" | undefined {
  const inside = posts.filter(
    ({ found }) => element.contains(found.element) || found.element.contains(element),
  );
  return inside.length > 1 ? "several" : inside[0];
}

/** Outlines of the view before and after, without a pixel of the page. */
export function outlinesOf(broken: BrokenPage, mend: Mend): Outlines {
  const { site, page } = broken;
  const view = page.document.defaultView;
  const mended = mendPage(broken, mend);
  return {
    width: Math.max(1, Math.round(view?.innerWidth ?? 1)),
    height: Math.max(1, Math.round(view?.innerHeight ?? 1)),
    before: boxesOf(site, page, mend.recipe),
    after: mended ? boxesOf(mended.site, page, mend.recipe) : [],
  };
}

/** Visible posts of one recipe, by its index. */
export function boxesOf(site: Site, page: Page, index: number): Box[] {
  return findPosts(page.document, site, page)
    .filter(({ recipe }) => site.posts.indexOf(recipe) === index)
    .map(({ element }) => boxOf(element))
    .filter(([, , width, height]) => width > 0 && height > 0)
    .slice(0, limits.proposalPosts);
}

const farthest = 100_000;

function boxOf(element: Element): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  const within = (value: number, least: number, most: number) =>
    Math.round(Math.min(most, Math.max(least, value)));
  return [
    within(left, -farthest, farthest),
    within(top, -farthest, farthest),
    within(width, 0, 20_000),
    within(height, 0, 20_000),
  ];
}
