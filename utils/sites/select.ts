/** Finds elements for recipes: inside a post, outside its foreign parts, and never throwing on a bad selector. */

import type { Part, PostRecipe } from "./site.ts";

/** Every match below (never the place itself), or none when the selector is malformed. */
export function selectAll(place: ParentNode, selector: string): Element[] {
  const elements: Element[] = [];
  try {
    // By index: going through a list of nodes as an iterable takes longer than finding them.
    const found = place.querySelectorAll(selector);
    const { length } = found;
    for (let index = 0; index < length; index++) elements.push(found[index] as Element);
  } catch {
    // Malformed: no matches.
  }
  return elements;
}

export function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}

/** Whether anything below matches. */
export function holds(place: ParentNode, selector: string): boolean {
  try {
    return place.querySelector(selector) !== null;
  } catch {
    return false;
  }
}

/** The nearest of the element and its ancestors that matches, or null. */
export function closest(element: Element, selector: string): Element | null {
  try {
    return element.closest(selector);
  } catch {
    return null;
  }
}

/** Whether something changed in, or came as, an element of the selector. */
export function isAround({ target, addedNodes }: MutationRecord, selector: string): boolean {
  return [target, ...addedNodes].some(
    (node) => node.nodeType === 1 && closest(node as Element, selector) !== null,
  );
}

interface Foreign {
  /** Parts that are elements of their own. */
  marked: string;
  /** The same, and the posts themselves: so the way up from an element ends at its post, not at the top of the page. */
  orPost: string;
  unmarked: Part[];
}

const foreignOf = new WeakMap<PostRecipe, Foreign>();

function foreign(recipe: PostRecipe): Foreign {
  let known = foreignOf.get(recipe);
  if (!known) {
    const parts = recipe.foreign ?? [];
    const marked = parts.filter((part) => typeof part === "string").join();
    const orPost = marked && [marked, ...recipe.find].join();
    known = { marked, orPost, unmarked: parts.filter((part) => typeof part !== "string") };
    foreignOf.set(recipe, known);
  }
  return known;
}

/** The foreign parts that are elements of their own, as one selector; empty when there are none. */
export function foreignSelector(recipe: PostRecipe): string {
  return foreign(recipe).marked;
}

export type IsForeign = (element: Element) => boolean;

const nothingIsForeign: IsForeign = () => false;

/**
 * Tells which elements of a post belong to something else. Going up from an element takes a fraction of the time of
 * going through the whole post; parts without an element of their own are looked up once, so make a new one for each
 * look at the page.
 */
export function foreignTo(post: Element, recipe: PostRecipe): IsForeign {
  if (!recipe.foreign) return nothingIsForeign;
  const { marked, orPost, unmarked } = foreign(recipe);
  let parts: Element[] | undefined;
  return (element) => {
    const nearest = orPost ? closest(element, orPost) : null;
    if (nearest && nearest !== post && post.contains(nearest) && nearest.matches(marked)) return true;
    if (unmarked.length === 0) return false;
    parts ??= unmarked.flatMap((part) => partsOf(post, part));
    return parts.some((part) => part.contains(element));
  };
}

/** The same for a reading that also leaves out what lies in an element of the selector. */
export function orInside(isForeign: IsForeign, selector: string | undefined): IsForeign {
  return selector ? (element) => isForeign(element) || closest(element, selector) !== null : isForeign;
}

/** `Node.DOCUMENT_POSITION_FOLLOWING`. */
export const following = 4;

function partsOf(post: Element, { at, before, without }: Part): Element[] {
  return selectAll(post, at).map((anchor) => {
    let part = anchor;
    for (let up = anchor.parentElement; up && up !== post && post.contains(up); up = up.parentElement) {
      if (selectAll(up, without).length > 0) break;
      const ahead = selectAll(up, before).some(
        (other) => !anchor.contains(other) && (other.compareDocumentPosition(anchor) & following) !== 0,
      );
      if (ahead) break;
      part = up;
    }
    return part;
  });
}

/** The foreign part without an element of its own that an element of the post lies in; itself where there is none. */
export function partAround(element: Element, post: Element, recipe: PostRecipe): Element {
  const parts = foreign(recipe).unmarked.flatMap((part) => partsOf(post, part));
  return parts.find((part) => part.contains(element)) ?? element;
}

/** First match in the post that is its own. */
export function selectOwn(
  post: Element,
  selector: string,
  isForeign: (element: Element) => boolean,
): Element | undefined {
  try {
    // Most posts have no foreign part before their own: one look-up then suffices.
    const first = post.querySelector(selector);
    if (!first) return undefined;
    if (!isForeign(first)) return first;
  } catch {
    return undefined;
  }
  return selectAll(post, selector).find((element) => !isForeign(element));
}

function found(place: ParentNode, recipe: PostRecipe): Element[] {
  const selector = recipe.find.join();
  if (!selector || (recipe.has && !holds(place, recipe.has))) return [];
  const elements = selectAll(place, selector);
  if (place.nodeType === 1 && matches(place as Element, selector)) elements.unshift(place as Element);
  const isPlain = recipe.find.length === 1 && !recipe.skip && !recipe.has;
  return isPlain ? elements : elements.filter((element) => isPost(element, recipe, selector));
}

/** Elements that `find`, `has` and `climb` of a recipe name in a place, each the outermost, `skip` left out. */
export function candidates(place: ParentNode, recipe: PostRecipe): Element[] {
  const own = found(place, recipe);
  const selector = recipe.find.join();
  if (!recipe.climb) return own;
  for (const anchor of selectAll(place, recipe.climb.from)) {
    if ((selector && closest(anchor, selector)) || isSkipped(anchor, recipe)) continue;
    const post = climb(anchor, recipe.climb);
    if (!own.includes(post)) own.push(post);
  }
  return own;
}

/** The outermost element around (or the element itself) that `find` names, at most `top`; it may be no post all the same. */
export function outermost(element: Element, recipe: PostRecipe, top?: Element): Element | undefined {
  const selector = recipe.find.join();
  let post: Element | undefined;
  for (let up = selector ? closest(element, selector) : null; up; ) {
    post = up;
    const more = recipe.find.length > 1 && up !== top && up.parentElement;
    up = more ? closest(more, selector) : null;
  }
  return post;
}

/** Whether an element that `find` names is a post by the rest of the recipe. */
export function isPost(element: Element, recipe: PostRecipe, selector = recipe.find.join()): boolean {
  // One selector finds no post inside a post; several generations of a site's elements nest.
  if (recipe.find.length > 1 && element.parentElement && closest(element.parentElement, selector))
    return false;
  if (isSkipped(element, recipe)) return false;
  return !recipe.has || selectOwn(element, recipe.has, foreignTo(element, recipe)) !== undefined;
}

function isSkipped(element: Element, { skip }: PostRecipe): boolean {
  return skip !== undefined && skip.length > 0 && closest(element, skip.join()) !== null;
}

function climb(anchor: Element, { from, stop }: { from: string; stop: string }): Element {
  let post = anchor;
  for (let up = anchor.parentElement; up && up !== up.ownerDocument.body; up = up.parentElement) {
    if (matches(up, stop) || selectAll(up, from).length > 1) break;
    post = up;
  }
  return post;
}

/** Whether the post is the only one of its recipe in its nearest ancestor of the selector. */
export function isSole(post: Element, recipe: PostRecipe, selector: string): boolean {
  const scope = closest(post, selector);
  return scope !== null && candidates(scope, recipe).every((other) => other === post);
}
