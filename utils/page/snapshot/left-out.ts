/**
 * Parts of a post's element that are excluded: the user's own interface, our elements, other posts, and
 * everything outside the picture.
 */

import type { Clicked } from "../sites/engine/clicked.ts";
import { recipesFor } from "../sites/engine/find.ts";
import { candidates, selectAll } from "../sites/engine/select.ts";
import type { Guard } from "../sites/site.ts";
import type { LeftOut } from "./copy.ts";
import type { Natives } from "./natives.ts";

/** Tolerance for the alignment of lines and edges. */
const slackPx = 2;

export function leftOutOf(
  post: Element,
  { site, recipe }: Clicked,
  { own }: Guard,
  { localName, matches, place }: Natives,
): (element: Element) => LeftOut {
  const page = { document: post.ownerDocument, address: post.ownerDocument.location.href };
  const others = new Set(recipesFor(site, page).flatMap((one) => candidates(post, one)));
  others.delete(post);
  const parts = site.posts[recipe]?.picture;
  const shown = (parts === undefined ? [] : selectAll(post, parts))
    .map((part) => part.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0);
  const top = Math.min(...shown.map((part) => part.top)) - slackPx;
  const bottom = Math.max(...shown.map((part) => part.bottom)) + slackPx;
  return (element) => {
    if (others.has(element)) return "gone";
    if (localName(element).startsWith("lapor-kominfo") || matches(element, own)) return "box";
    if (shown.length === 0 || element === post) return undefined;
    const box = place(element);
    const isShown = box.height > 0 && (box.bottom <= top || box.top >= bottom);
    return isShown ? "gone" : undefined;
  };
}
