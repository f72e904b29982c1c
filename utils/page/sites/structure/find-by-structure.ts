/**
 * Finds posts without classes, test ids and custom tags: by links with the site's own addresses in the places where
 * posts have theirs. A post is the largest element that contains exactly one such address. No address, no post.
 */

import type { Kind, Subject } from "../../../shared/contract/site.ts";
import { readAddress } from "../../../shared/subject/read-address.ts";
import type { Page } from "../engine/page.ts";
import {
  climbed,
  closest,
  containsMatch,
  foundBySelectors,
  isPost,
  matches,
  outermost,
  selectAll,
} from "../engine/select.ts";
import type { PostRecipe } from "../site.ts";

/** Position of the link to a post of one kind. */
export interface AddressPlace {
  kind: Kind;
  kinds?: readonly Kind[];
  /** Index of the recipe for the same posts. */
  like: number;
  /** Pages with such posts, where they are not the recipe's. */
  page?: readonly string[];
  /** Selector of links that may be an address in its place. */
  links: string;
  /** The post is the element that `links` matches, such as a page's title. */
  isItself?: boolean;
  /** Returns true if the link is in the place of a post's address. Must exclude links that people can write. */
  isPlace(link: Element, page: Page): boolean;
  /** Returns the raw address or `site:kind:id` of a link in its place; undefined for what cannot be reported. */
  nameOf?(link: Element, page: Page): string | undefined;
  /** Returns true if the author's address is beside the link in the element. Absent: the author is not required. */
  hasAuthor?(link: Element, post: Element, page: Page): boolean;
  /** Posts of this kind can contain posts of other kinds, such as a video. */
  holdsOthers?: true;
}

export interface SiteStructure {
  /** Selectors that share no attribute with those of the recipe of the same posts. */
  alternatives: readonly PostRecipe[];
  /** Positions of the links to posts. */
  places: readonly AddressPlace[];
}

/** Never part of a post, and never above one within its page. */
const landmarks =
  "html,body,main,[role='main'],[role='feed'],[role='dialog'],[role='complementary'],[role='navigation'],[role='banner'],[role='log']";
/** No post is inside these: navigation, composers and chats. */
export const excludedParts =
  "nav,[role='navigation'],[role='banner'],[role='textbox'],[role='search'],[role='menu'],[role='log'],[contenteditable],form,[hidden],[aria-hidden='true']:not(a)";
/** Recipes know the dialogs that show posts. Addresses alone do not tell them from others. */
const excluded = `${excludedParts},[role='dialog'],[role='alertdialog']`;
/** An element that contains one of these is a part of the page, not a post. */
const pageParts =
  "nav,main,form,[role='main'],[role='navigation'],[role='banner'],[role='complementary'],[role='textbox'],[role='search'],[contenteditable]";

/** Deeper nesting than any real page's. */
const mostSteps = 60;

/** An address in its place. */
interface Anchor {
  link: Element;
  /** Subject, or the raw address of something that cannot be reported. */
  key: string;
  /** Undefined for what cannot be reported. */
  raw: string | undefined;
}

export class PlaceFinder {
  readonly #place: AddressPlace;
  readonly #page: Page;
  readonly #earlier: NamedEarlier;
  /** Recipes of posts that are never inside a post of this kind. */
  readonly #others: readonly PostRecipe[];
  /** Other recipes of the same kind. */
  readonly #same: readonly PostRecipe[];

  constructor(place: AddressPlace, page: Page, earlier: NamedEarlier, all: readonly PostRecipe[]) {
    this.#place = place;
    this.#page = page;
    this.#earlier = earlier;
    this.#others = place.holdsOthers ? [] : all.filter(({ kind }) => kind !== place.kind);
    this.#same = all.filter(
      (recipe) => recipe.kind === place.kind && !earlier.recipes.includes(recipe) && !recipe.structure,
    );
  }

  /** Returns the posts of the anchors in the element, outermost first and without duplicates. */
  posts(place: ParentNode): Element[] {
    const anchors = place.nodeType === 1 ? this.#anchorsAt(place as Element) : this.#anchors(place);
    const elements = new Set<Element>();
    for (const anchor of anchors) {
      const post = anchor.raw && !isKnown(anchor.link, this.#earlier) ? this.#climb(anchor) : undefined;
      if (post) elements.add(post);
    }
    return [...elements];
  }

  /** Returns the only address in the element; undefined if there is none or more than one. */
  nameOf(post: Element): string | undefined {
    const anchors = this.#place.isItself
      ? [post].filter((title) => this.#isAnchor(title)).map((title) => this.#toAnchor(title))
      : this.#anchors(post);
    const [first] = anchors;
    if (!first || anchors.some(({ key }) => key !== first.key)) return undefined;
    const { hasAuthor } = this.#place;
    return !hasAuthor || anchors.some(({ link }) => hasAuthor(link, post, this.#page))
      ? first.raw
      : undefined;
  }

  #anchors(place: ParentNode): Anchor[] {
    return selectAll(place, this.#place.links)
      .filter((link) => this.#isAnchor(link))
      .map((link) => this.#toAnchor(link));
  }

  /** The same, with the element itself. */
  #anchorsAt(element: Element): Anchor[] {
    const own = this.#isAnchor(element) ? [this.#toAnchor(element)] : [];
    return [...own, ...this.#anchors(element)];
  }

  #isAnchor(link: Element): boolean {
    return (
      matches(link, this.#place.links) &&
      this.#place.isPlace(link, this.#page) &&
      // Only a script nests links, and then it is not known which of them belongs to the post.
      closest(link, `${excluded},a a,a:has(a)`) === null
    );
  }

  #toAnchor(link: Element): Anchor {
    const href = link.getAttribute("href") ?? "";
    const { nameOf, kind, kinds = [] } = this.#place;
    const raw = nameOf ? nameOf(link, this.#page) : href;
    const parsed = raw === undefined ? undefined : subjectOf(raw, this.#page.address);
    const isOfKind = parsed && [kind, ...kinds].some((allowed) => allowed === parsed.kind);
    return { link, key: isOfKind ? parsed.subject : href, raw: isOfKind ? raw : undefined };
  }

  /** Climbs to the largest element with this address only. */
  #climb({ link, key }: Anchor): Element | undefined {
    const { hasAuthor, isItself } = this.#place;
    if (isItself) return link;
    let post: Element | undefined;
    let inside = link;
    for (let step = 0; inside.parentElement && step < mostSteps; step++, inside = inside.parentElement) {
      const up = inside.parentElement;
      if (matches(up, landmarks) || this.#hasAddressBeside(inside, key) || this.#holdsAnother(up, key)) break;
      const hasOwn = hasAuthor ? hasAuthor(link, up, this.#page) : true;
      if (hasOwn) post = up;
      // Above the author's address, another author comes first: the element belongs to something larger.
      else if (post) break;
    }
    return post;
  }

  /**
   * Returns true if a sibling is or contains another address. The climb has read the element itself. In a list the nearest
   * sibling is another post, so that the list is not read again for each of its posts.
   */
  #hasAddressBeside(element: Element, key: string): boolean {
    for (const side of ["nextElementSibling", "previousElementSibling"] as const) {
      for (let other = element[side]; other; other = other[side])
        if (this.#anchorsAt(other).some((anchor) => anchor.key !== key)) return true;
    }
    return false;
  }

  /** Returns true if another post, or a part of the page, is inside. */
  #holdsAnother(element: Element, key: string): boolean {
    return (
      containsMatch(element, pageParts) ||
      containsKnown(element, this.#earlier) ||
      containsKnown(element, { ...this.#earlier, recipes: this.#others }) ||
      this.#same.some((recipe) =>
        [...(isMatch(element, recipe) ? [element] : []), ...foundBySelectors(element, recipe)].some(
          (post) => ![undefined, key].includes(this.#earlier.nameOf(post, recipe)),
        ),
      )
    );
  }
}

const isMatch = (element: Element, recipe: PostRecipe) =>
  recipe.find.some((selector) => matches(element, selector)) && isPost(element, recipe);

function subjectOf(raw: string, base: string): { kind: string; subject: Subject } | undefined {
  const [, kind] = /^[a-z]+:([a-z]+):/.exec(raw) ?? [];
  if (kind && !raw.includes("//")) return { kind, subject: raw };
  const parsed = readAddress(raw, base);
  return parsed.ok ? parsed.value : undefined;
}

/** Recipes that were tried before, and whether one of their posts can be named or reported without a name. */
export interface Earlier {
  recipes: readonly PostRecipe[];
  isNamed(post: Element, recipe: PostRecipe): boolean;
}

/** With the name of such a post, if it has one. */
export interface NamedEarlier extends Earlier {
  nameOf(post: Element, recipe: PostRecipe): Subject | undefined;
}

/** Returns true if one of the recipes finds a post around the element, or leaves the element out. */
export function isKnown(element: Element, { recipes, isNamed }: Earlier): boolean {
  return recipes.some((recipe) => {
    if (recipe.skip && closest(element, recipe.skip.join())) return true;
    const post = outermost(element, recipe) ?? foundAround(element, recipe);
    return post !== undefined && isPost(post, recipe) && isNamed(post, recipe);
  });
}

/** A post that the recipe finds without an element that `find` matches. */
const foundAround = (element: Element, recipe: PostRecipe) =>
  recipe.climb && climbed(element, recipe).find((post) => post === element);

/** Returns true if one of the recipes finds a post inside the element. */
export function containsKnown(element: Element, { recipes, isNamed }: Earlier): boolean {
  return recipes.some((recipe) =>
    foundBySelectors(element, recipe).some((post) => post !== element && isNamed(post, recipe)),
  );
}
