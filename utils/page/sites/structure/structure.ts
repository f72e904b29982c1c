/** Adds to a site the recipes that apply once its own recipes miss posts: alternatives, then the structural finder. */

import type { PageCount } from "../../../shared/contract/recipe-health.ts";
import type { Kind, SiteId } from "../../../shared/contract/site.ts";
import { type FoundPost, findPosts, inspectPost, recipesFor } from "../engine/find-posts.ts";
import type { Page } from "../engine/page.ts";
import { closest, foreignTo, foundBySelectors, matches } from "../engine/select.ts";
import { findSpot } from "../engine/slot.ts";
import { facebookStructure } from "../facebook/structure.ts";
import type { PostRecipe, Site, Slot } from "../site.ts";
import { telegramStructure } from "../telegram/structure.ts";
import { xStructure } from "../x/structure.ts";
import { youtubeStructure } from "../youtube/structure.ts";
import {
  type AddressPlace,
  containsKnown,
  type Earlier,
  excludedParts,
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
  /** The recipe of the same posts in a pack. */
  const inPack = <T extends { like?: number | undefined }>(one: T): T =>
    one.like === undefined ? one : { ...one, like: site.places ? site.places[one.like] : one.like };
  const alternatives = site.alternatives ?? structure?.alternatives.map(inPack) ?? [];
  const posts = [...site.posts];
  // Recipes of the same posts, in order. Each one adds only what those before it do not find.
  const recipesByIndex = new Map(
    site.posts.map((recipe, index): [number, PostRecipe[]] => [index, [recipe]]),
  );
  const inspect = (post: Element, recipe: PostRecipe) => inspectPost({ post, recipe, site, page: page() });
  const isNamed = (post: Element, recipe: PostRecipe) => inspect(post, recipe) !== undefined;
  const nameOf = (post: Element, recipe: PostRecipe) => inspect(post, recipe)?.identity?.subject;
  for (const [index, recipe] of site.posts.entries())
    if (recipe.slots.every(({ at }) => at)) posts.push(covered(recipe, index, page, inspect));
  for (const recipe of alternatives.flatMap((alternative) => switchedOn(site, alternative))) {
    const same = recipesByIndex.get(recipe.like ?? -1) ?? [];
    posts.push(alternativeTo({ recipes: [...same], isNamed }, recipe));
    same.push(recipe);
  }
  for (const place of (structure?.places ?? []).flatMap((listed) => switchedOn(site, inPack(listed)))) {
    const original = site.posts[place.like];
    const earlier = { recipes: recipesByIndex.get(place.like) ?? [], isNamed, nameOf };
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

const cover: Slot = { place: "cover", look: "round" };

/** The recipe without its selectors. Only the finder knows which elements are posts. */
function byFinder(recipe: PostRecipe): Pick<PostRecipe, "find" | "climb"> {
  const starts = [...recipe.find, ...(recipe.climb ? [recipe.climb.from] : [])];
  return { find: [], climb: { from: starts.join(), stop: "body" } };
}

/** The posts in the element, and the one that is found from the element itself. */
function foundAt(place: ParentNode, recipe: PostRecipe): Element[] {
  const isAnchor = recipe.climb && place.nodeType === 1 && matches(place as Element, recipe.climb.from);
  return foundBySelectors((isAnchor && place.parentElement) || place, recipe);
}

/** Posts that the recipe names, but for which it has no place: the button covers their corner. */
function covered(
  recipe: PostRecipe,
  index: number,
  page: () => Page,
  inspect: (post: Element, recipe: PostRecipe) => FoundPost | undefined,
): PostRecipe {
  const isWithoutPlace = (post: Element) =>
    !findSpot(post, recipe, foreignTo(post, recipe)) && inspect(post, recipe) !== undefined;
  return {
    ...recipe,
    ...byFinder(recipe),
    like: index,
    // Posts with a place count too before the page's address names the only post of the page.
    identity: recipe.identity.filter(({ sole }) => !sole),
    slots: [cover],
    structure: {
      posts: (place) => (closed.test(page().address) ? [] : foundAt(place, recipe).filter(isWithoutPlace)),
      nameOf: (post) => inspect(post, recipe)?.identity,
    },
  };
}

function alternativeTo(earlier: Earlier, recipe: PostRecipe): PostRecipe {
  const isNew = (post: Element) =>
    !closest(post, excludedParts) && !isKnown(post, earlier) && !containsKnown(post, earlier);
  return {
    ...recipe,
    ...byFinder(recipe),
    slots: inspectedSlots(recipe.slots),
    structure: { posts: (place) => foundAt(place, recipe).filter(isNew) },
  };
}

function structural(
  original: PostRecipe,
  place: AddressPlace,
  page: () => Page,
  finder: () => PlaceFinder,
): PostRecipe {
  const { foreign, skip, picture } = original;
  const pages = place.page ?? original.page;
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
    slots: [...inspectedSlots(original.slots), cover],
    structure: {
      posts: (within) => {
        const { document, address } = page();
        return closed.test(address) || !document.body ? [] : finder().posts(within);
      },
      nameOf: (post) => finder().nameOf(post),
    },
  };
}

/** Returns a count for each kind of which structure finds posts, with those that the recipes find. Numbers only. */
export function countByStructure(site: Site, page: Page): PageCount[] {
  const present = findPosts(page.document, site, page);
  const structural = present.filter(({ recipe }) => recipe.structure);
  const elements = new Set(structural.map(({ element }) => element));
  // A post that has a name and no place for the button is found by both.
  const own = present.filter(({ element, recipe }) => !recipe.structure && !elements.has(element));
  const kinds = new Set(structural.map(({ recipe }) => recipe.kind));
  return [...kinds].map((kind) => {
    const countOf = (posts: readonly FoundPost[]) =>
      Math.min(posts.filter(({ recipe }) => recipe.kind === kind).length, mostCounted);
    const surface = Math.max(
      0,
      site.surfaces.findIndex(({ expects }) => expects === kind),
    );
    return {
      site: site.id,
      kind,
      recipeVersion: site.version,
      surface,
      posts: countOf(own),
      byStructure: countOf(structural),
      identities: { found: 0, expected: 0 },
      buttons: 0,
    };
  });
}
