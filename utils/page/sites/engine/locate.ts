/** Resolves the elements that a reading refers to, in page order. */

import type { PostRecipe, Reading } from "../site.ts";
import type { Page } from "./page.ts";
import {
  closest,
  following,
  foreignTo,
  type IsForeign,
  isSole,
  orInsideMatch,
  selectAll,
  selectOwn,
} from "./select.ts";

type ElementQuery = Pick<Reading, "in" | "at" | "closest" | "outside" | "foreign" | "sole" | "all">;

/** Returns the filter of elements that a reading ignores. */
function ignoredBy(
  { foreign, in: place, outside }: ElementQuery,
  post: Element,
  recipe: PostRecipe,
): IsForeign {
  const isAnywhere = foreign || place === "page" || place === "before";
  return orInsideMatch(isAnywhere ? () => false : foreignTo(post, recipe), outside);
}

/** Maximum number of preceding elements to consider. */
const maxBefore = 10;

/** Returns the matches before the post in the document, nearest first. */
function matchesBefore(post: Element, selector: string, page: Page): Element[] {
  const earlier = selectAll(page.document, selector).filter(
    (element) => (element.compareDocumentPosition(post) & following) !== 0 && !element.contains(post),
  );
  return earlier.reverse().slice(0, maxBefore);
}

/** Returns the elements of a reading: all with `all`, else the first; empty if it does not apply. */
export function locate(where: ElementQuery, post: Element, recipe: PostRecipe, page: Page): Element[] {
  if (where.in !== "before" && where.in !== "around") return locateInside(where, post, recipe, page);
  if (where.sole && !isSole(post, recipe, where.sole)) return [];
  if (where.in === "before")
    return matchesBefore(post, where.at ?? "*", page).slice(0, where.all ? maxBefore : 1);
  const around = closest(post.parentElement ?? post, where.at ?? "*");
  return around ? [around] : [];
}

/** The same, in the post or in the page. Nothing else names a post, so the script on every page needs no more. */
export function locateInside(where: ElementQuery, post: Element, recipe: PostRecipe, page: Page): Element[] {
  if (where.sole && !isSole(post, recipe, where.sole)) return [];
  const isForeign = ignoredBy(where, post, recipe);
  const root = where.in === "page" ? page.document.documentElement : post;
  const elements = !where.at
    ? [root]
    : where.all
      ? selectAll(root, where.at).filter((element) => !isForeign(element))
      : [selectOwn(root, where.at, isForeign)];
  return elements.flatMap((match) => {
    const element = match && where.closest ? closest(match, where.closest) : match;
    return element && root.contains(element) ? [element] : [];
  });
}

/** Describes a reading's source for the evidence, such as `attr:datetime time[datetime]`. */
export function describeSource({
  in: place,
  at,
  closest: up,
  read,
}: ElementQuery & { read: string }): string {
  if (place === "address") return "address";
  return [place !== "post" && place, read, at, up && `in ${up}`].filter(Boolean).join(" ").slice(0, 300);
}
