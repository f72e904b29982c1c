/** Adds to a site the recipes that apply once its own recipes miss posts: alternatives, then the structural finder. */

import type { PageCount } from "../../../shared/contract/recipe-health.ts";
import type { Kind, SiteId } from "../../../shared/contract/site.ts";
import { findPosts, inspectPost, recipesFor } from "../engine/find-posts.ts";
import type { Page } from "../engine/page.ts";
import { foundBySelectors } from "../engine/select.ts";
import { facebookStructure } from "../facebook/structure.ts";
import type { PostRecipe, Site, Slot } from "../site.ts";
import { telegramStructure } from "../telegram/structure.ts";
import { xStructure } from "../x/structure.ts";
import { youtubeStructure } from "../youtube/structure.ts";
import {
  type AddressPlace,
  containsKnown,
  type Earlier,
  isKnown,
  PlaceFinder,
  type SiteStructure,
} from "./find-by-structure.ts";

/** A site that is missing here has no posts beyond its recipes. */
const structures: Readonly<Partial<Record<SiteId, SiteStructure>>> = {
  facebook: facebookStructure,
  youtube: youtubeStructure,
  x: xStructure,
  telegram: telegramStructure,
};

/** A count does not reveal how far a person scrolls. */
const mostCounted = 20;

/** Web clients with private chats: no address proves that a message there is public. */
const closed = /^https:\/\/web\.telegram\.org\//;

/** Returns the site with its alternatives and the structural finder. `page` returns the current page. */
export function withStructure(site: Site, page: () => Page): Site {
  const structure = structures[site.id];
  const alternatives = site.alternatives ?? structure?.alternatives ?? [];
  const posts = [...site.posts];
  // Recipes of the same posts, in order. Each one adds only what those before it do not find.
  const known = new Map(site.posts.map((recipe, index): [number, PostRecipe[]] => [index, [recipe]]));
  const inspect = (post: Element, recipe: PostRecipe) => inspectPost({ post, recipe, site, page: page() });
  const isNamed = (post: Element, recipe: PostRecipe) => inspect(post, recipe) !== undefined;
  const nameOf = (post: Element, recipe: PostRecipe) => inspect(post, recipe)?.identity?.subject;
  for (const recipe of alternatives.flatMap((one) => switchedOn(site, one))) {
    const same = known.get(recipe.like ?? -1) ?? [];
    posts.push(alternativeTo({ recipes: [...same], isNamed }, recipe));
    same.push(recipe);
  }
  for (const place of (structure?.places ?? []).flatMap((one) => switchedOn(site, one))) {
    const original = site.posts[place.like];
    const earlier = { recipes: known.get(place.like) ?? [], isNamed, nameOf };
    const finder = () => new PlaceFinder(place, page(), earlier, recipesFor(site, page()));
    if (original) posts.push(structural(original, place, page, finder));
  }
  return { ...site, posts };
}

/**
 * Returns the recipe or place without the kinds that are switched off; nothing if none remains, or if a pack lists other
 * recipes than the one that it is like.
 */
function switchedOn<T extends Pick<PostRecipe, "kind" | "kinds" | "like">>(site: Site, one: T): T[] {
  const isOff = (kind: Kind) => site.off?.includes(kind) === true;
  const original = one.like === undefined ? one : site.posts[one.like];
  if (isOff(one.kind) || original?.kind !== one.kind) return [];
  return [one.kinds ? { ...one, kinds: one.kinds.filter((kind) => !isOff(kind)) } : one];
}

/** The script on every page uses `sure` slots before it has inspected a post. */
const inspectedSlots = (slots: readonly Slot[]) => slots.map(({ sure: _, ...slot }) => slot);

function alternativeTo(earlier: Earlier, recipe: PostRecipe): PostRecipe {
  const isNew = (post: Element) => !isKnown(post, earlier) && !containsKnown(post, earlier);
  return {
    ...recipe,
    find: [],
    // Only the finder knows which of these are posts.
    climb: { from: [...recipe.find, ...(recipe.climb ? [recipe.climb.from] : [])].join(), stop: "body" },
    slots: inspectedSlots(recipe.slots),
    structure: { posts: (place) => foundBySelectors(place, recipe).filter(isNew) },
  };
}

function structural(
  original: PostRecipe,
  place: AddressPlace,
  page: () => Page,
  finder: () => PlaceFinder,
): PostRecipe {
  const { foreign, skip, picture, page: pages } = original;
  return {
    kind: place.kind,
    ...(place.kinds ? { kinds: place.kinds } : {}),
    ...(pages ? { page: pages } : {}),
    like: place.like,
    find: [],
    climb: { from: place.links, stop: "body" },
    ...(foreign ? { foreign } : {}),
    ...(skip ? { skip } : {}),
    ...(picture ? { picture } : {}),
    identity: [],
    slots: [...inspectedSlots(original.slots), { place: "cover", look: "round" }],
    structure: {
      posts: (within) => {
        const { document, address } = page();
        return closed.test(address) || !document.body ? [] : finder().posts(within);
      },
      nameOf: (post) => finder().nameOf(post),
    },
  };
}

/** Returns a count for each kind of which the structural finder finds more posts than the recipes. Numbers only. */
export function countByStructure(site: Site, page: Page): PageCount[] {
  const found = findPosts(page.document, site, page);
  const kinds = new Set(found.filter(({ recipe }) => recipe.structure).map(({ recipe }) => recipe.kind));
  return [...kinds].flatMap((kind) => {
    const same = found.filter(({ recipe }) => recipe.kind === kind);
    const byStructure = same.filter(({ recipe }) => recipe.structure).length;
    if (byStructure <= same.length / 2) return [];
    const surface = Math.max(
      0,
      site.surfaces.findIndex(({ expects }) => expects === kind),
    );
    return {
      site: site.id,
      kind,
      recipeVersion: site.version,
      surface,
      posts: 0,
      byStructure: Math.min(byStructure, mostCounted),
      identities: { found: 0, expected: 0 },
      buttons: 0,
    };
  });
}
