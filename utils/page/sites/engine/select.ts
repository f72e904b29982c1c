/** Element queries for recipes: within a post, outside its foreign parts. Invalid selectors never throw. */

import type { Part, PostRecipe } from "../site.ts";

/** Returns every match below `place`, not `place` itself. Empty for an invalid selector. */
export function selectAll(place: ParentNode, selector: string): Element[] {
  const elements: Element[] = [];
  try {
    // An index loop, because iterating over the node list takes longer than the query.
    const nodes = place.querySelectorAll(selector);
    const { length } = nodes;
    for (let index = 0; index < length; index++) elements.push(nodes[index] as Element);
  } catch {
    // An invalid selector has no matches.
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

export function containsMatch(place: ParentNode, selector: string): boolean {
  try {
    return place.querySelector(selector) !== null;
  } catch {
    return false;
  }
}

/** Returns the nearest match among the element and its ancestors, or null. */
export function closest(element: Element, selector: string): Element | null {
  try {
    return element.closest(selector);
  } catch {
    return null;
  }
}

/** Returns true if one of the mutations happened inside an element of the selector, or added one. */
export function areAround(records: readonly MutationRecord[], selector: string): boolean {
  let last: Node | undefined;
  for (const record of records) {
    const { target } = record;
    if (target !== last && target.nodeType === 1 && closest(target as Element, selector)) return true;
    last = target;
    if (record.type === "attributes") continue;
    for (const node of record.addedNodes)
      if (node.nodeType === 1 && matches(node as Element, selector)) return true;
  }
  return false;
}

/** A recipe's selectors, joined once. */
interface Prepared {
  find: string;
  skip: string;
  /** Selector of the foreign parts that are elements themselves. */
  marked: string;
  /** The same and the posts themselves, so that a climb from an element ends at its post instead of at the root. */
  orPost: string;
  unmarked: Part[];
}

const preparedOf = new WeakMap<PostRecipe, Prepared>();

function prepare(recipe: PostRecipe): Prepared {
  let prepared = preparedOf.get(recipe);
  if (!prepared) {
    const parts = recipe.foreign ?? [];
    const marked = parts.filter((part) => typeof part === "string").join();
    const find = recipe.find.join();
    prepared = {
      find,
      skip: recipe.skip?.join() ?? "",
      marked,
      orPost: marked && [marked, ...recipe.find].join(),
      unmarked: parts.filter((part) => typeof part !== "string"),
    };
    preparedOf.set(recipe, prepared);
  }
  return prepared;
}

/** Returns one selector of the foreign parts that are elements themselves; may be empty. */
export function foreignSelector(recipe: PostRecipe): string {
  return prepare(recipe).marked;
}

export type IsForeign = (element: Element) => boolean;

const nothingIsForeign: IsForeign = () => false;

/**
 * Returns a test whether an element of the post is foreign. Climbing from an element is much faster than
 * walking the whole post. Parts without their own element are resolved once, so create a new test for each
 * scan.
 */
export function foreignTo(post: Element, recipe: PostRecipe): IsForeign {
  if (!recipe.foreign) return nothingIsForeign;
  const { marked, orPost, unmarked } = prepare(recipe);
  let parts: Element[] | undefined;
  return (element) => {
    const nearest = orPost ? closest(element, orPost) : null;
    if (nearest && nearest !== post && post.contains(nearest) && nearest.matches(marked)) return true;
    if (unmarked.length === 0) return false;
    parts ??= unmarked.flatMap((part) => partsOf(post, part));
    return parts.some((part) => part.contains(element));
  };
}

/** Extends the test to elements inside matches of the selector. */
export function orInsideMatch(isForeign: IsForeign, selector: string | undefined): IsForeign {
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

/**
 * Returns the foreign part without its own element that contains the element; the element itself if there is
 * none.
 */
export function partAround(element: Element, post: Element, recipe: PostRecipe): Element {
  const parts = prepare(recipe).unmarked.flatMap((part) => partsOf(post, part));
  return parts.find((part) => part.contains(element)) ?? element;
}

/** Returns the first match in the post that is not foreign. */
export function selectOwn(
  post: Element,
  selector: string,
  isForeign: (element: Element) => boolean,
): Element | undefined {
  try {
    // Most posts have no foreign part before the match, so one query is enough.
    const first = post.querySelector(selector);
    if (!first) return undefined;
    if (!isForeign(first)) return first;
  } catch {
    return undefined;
  }
  return selectAll(post, selector).find((element) => !isForeign(element));
}

function matchesOfRecipe(place: ParentNode, recipe: PostRecipe): Element[] {
  if (recipe.has && !containsMatch(place, recipe.has)) return [];
  const elements = selectEach(place, recipe.find);
  if (place.nodeType === 1 && isMatch(place as Element, recipe)) elements.unshift(place as Element);
  return elements;
}

/** Ends with a tag, perhaps with attributes. Not for lists and escapes, whose end proves nothing. */
const lastTag = /^(?:[^,\\]*[\s>+~])?([a-z][\w-]*)(?:\[[^\],\\]*\])*$/;
const tagOf = new Map<string, string | undefined>();

/** Browsers close what a selector leaves open, so its end may be inside brackets. */
function isClosed(selector: string): boolean {
  const count = (bracket: string) => selector.split(bracket).length;
  return count("(") === count(")") && count("[") === count("]");
}

/** Returns false if no element can match. Browsers have fast paths for tags, and none for longer selectors. */
function hasTagOf(place: ParentNode, selector: string): boolean {
  if (!tagOf.has(selector)) tagOf.set(selector, isClosed(selector) ? lastTag.exec(selector)?.[1] : undefined);
  const tag = tagOf.get(selector);
  return tag === undefined || place.querySelector(tag) !== null;
}

/**
 * Returns the matches of any of the selectors below `place`. Browsers have fast paths for single selectors, and none for
 * lists, so selectors without a match are left out of the list.
 */
export function selectEach(place: ParentNode, selectors: readonly string[]): Element[] {
  const possible = selectors.filter((selector) => hasTagOf(place, selector));
  const likely =
    possible.length > 1 ? possible.filter((selector) => containsMatch(place, selector)) : possible;
  return likely.length > 0 ? selectAll(place, likely.join()) : [];
}

/** Returns the outermost elements that match `find`, `has` and `climb` of a recipe, except `skip`. */
export function candidates(place: ParentNode, recipe: PostRecipe): Element[] {
  if (recipe.structure) return recipe.structure.posts(place);
  return foundBySelectors(place, recipe);
}

/** The same, by the recipe's selectors alone. Returns the first `most`, and reads little of the page after them. */
export function foundBySelectors(
  place: ParentNode,
  recipe: PostRecipe,
  most = Number.POSITIVE_INFINITY,
): Element[] {
  const own: Element[] = [];
  for (const element of matchesOfRecipe(place, recipe)) {
    if (own.length >= most) return own;
    if (isPost(element, recipe)) own.push(element);
  }
  for (const post of climbed(place, recipe)) {
    if (own.length >= most) break;
    if (!own.includes(post)) own.push(post);
  }
  return own;
}

/** More would make comparing elements with each other slower than a climb. */
const maxCompared = 8;

/** Returns the posts without an element that `find` matches. `among`: those in `place` that it matches, if they are known. */
export function climbed(place: ParentNode, recipe: PostRecipe, among: readonly Element[] = []): Element[] {
  const { climb } = recipe;
  if (!climb) return [];
  const { find } = prepare(recipe);
  return selectAll(place, climb.from).flatMap((anchor) =>
    (among.length <= maxCompared && among.some((post) => post.contains(anchor))) ||
    (find && closest(anchor, find)) ||
    isSkipped(anchor, recipe)
      ? []
      : climbFrom(anchor, climb),
  );
}

/** Returns the outermost match of `find` among the element and its ancestors, up to `top`. It may not be a post. */
export function outermost(element: Element, recipe: PostRecipe, top?: Element): Element | undefined {
  const { find } = prepare(recipe);
  let post: Element | undefined;
  for (let up = find ? closest(element, find) : null; up; ) {
    post = up;
    const more = recipe.find.length > 1 && up !== top && up.parentElement;
    up = more ? closest(more, find) : null;
  }
  return post;
}

/** Applies the recipe's other conditions to a match of `find`. */
export function isPost(element: Element, recipe: PostRecipe): boolean {
  return isPlace(element, recipe) && hasNeeded(element, recipe);
}

/**
 * The conditions on the element itself, which are cheap to test. `among`: all matches of the recipe that may contain
 * it, if they are known.
 */
export function isPlace(element: Element, recipe: PostRecipe, among?: readonly Element[]): boolean {
  // Matches of a single selector do not nest, but different generations of a site's markup do.
  const isNested =
    recipe.find.length > 1 &&
    (among && among.length <= maxCompared
      ? among.some((other) => other !== element && other.contains(element))
      : hasOuter(element, recipe));
  return !isNested && !isSkipped(element, recipe);
}

function hasOuter({ parentElement }: Element, recipe: PostRecipe): boolean {
  return parentElement !== null && closest(parentElement, prepare(recipe).find) !== null;
}

/** The condition on what the post contains. Posts without an element that `find` matches have none. */
export function hasNeeded(
  post: Element,
  recipe: PostRecipe,
  isForeign: IsForeign = foreignTo(post, recipe),
): boolean {
  return !recipe.has || !isMatch(post, recipe) || selectOwn(post, recipe.has, isForeign) !== undefined;
}

export function isMatch(element: Element, recipe: PostRecipe): boolean {
  return matches(element, prepare(recipe).find);
}

function isSkipped(element: Element, recipe: PostRecipe): boolean {
  const { skip } = prepare(recipe);
  return skip !== "" && closest(element, skip) !== null;
}

function climbFrom(anchor: Element, { from, stop }: { from: string; stop: string }): Element {
  let post = anchor;
  for (let up = anchor.parentElement; up && up !== up.ownerDocument.body; up = up.parentElement) {
    // In a list the first anchor is another one's, and counting all of them takes much longer.
    if (matches(up, stop) || up.querySelector(from) !== anchor || selectAll(up, from).length > 1) break;
    post = up;
  }
  return post;
}

/** Returns true if the post is the only one of its recipe in its nearest ancestor of the selector. */
export function isSole(post: Element, recipe: PostRecipe, selector: string): boolean {
  const scope = closest(post, selector);
  return scope !== null && candidates(scope, recipe).every((other) => other === post);
}
