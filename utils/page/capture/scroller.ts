/** The element that scrolls a post: the page, or a column or dialog in it. */

import { type Span, viewport } from "./box.ts";

export interface Scroller {
  /** The area in which a post can be seen, in CSS pixels of this document's viewport. */
  view: Span;
  scrollBy(cssPx: number): void;
  restore(): void;
}

/** Returns undefined in feeds that snap from one video to the next, where scrolling leads to another post. */
export function scrollerOf(post: Element): Scroller | undefined {
  const root = document.scrollingElement ?? document.documentElement;
  let inner: Element | undefined;
  for (let up = post.parentElement; up && up !== root && !inner; up = up.parentElement) {
    if (up !== document.body && isScrolling(up)) inner = up;
  }
  const element = inner ?? root;
  if (getComputedStyle(element).scrollSnapType.includes("mandatory")) return undefined;
  const { scrollTop: top, scrollLeft: left } = element;
  return {
    view: inner ? within(inner) : viewport(),
    scrollBy: (cssPx) => element.scrollBy({ top: cssPx, behavior: "instant" }),
    restore: () => element.scrollTo({ top, left, behavior: "instant" }),
  };
}

function isScrolling(element: Element): boolean {
  return (
    element.scrollHeight > element.clientHeight &&
    /^(auto|scroll|overlay)$/.test(getComputedStyle(element).overflowY)
  );
}

function within(element: Element): Span {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const view = viewport();
  return {
    left: Math.max(view.left, left),
    top: Math.max(view.top, top),
    right: Math.min(view.right, right),
    bottom: Math.min(view.bottom, bottom),
  };
}
