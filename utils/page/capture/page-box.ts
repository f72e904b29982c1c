/** Determines the part of the viewport that shows the site's content without the user's own interface. */

import type { Box } from "../../shared/contract/draft.ts";
import { selectAll } from "../sites/engine/select.ts";
import type { ReadingLimits } from "../sites/site.ts";
import { frameOffset, overlaysOn, picturedPart, type Span, uncovered, viewport } from "./post-view.ts";

const leastPx = 40;
/** Margin around compose boxes, because the user's avatar beside them is slightly taller. */
export const composeMarginPx = 24;

/** In CSS pixels of a picture of the tab. Null if no such part is visible. */
export function pageBox({ own, page }: ReadingLimits): Box | null {
  const regions = selectAll(document, page)
    .map((element) => ({ element, span: visible(element) }))
    .filter(({ element, span }) => isLargeEnough(span) && isInFront(element, span))
    .sort((one, other) => areaOf(other.span) - areaOf(one.span));
  const [region] = regions;
  if (!region) return null;
  const overlays = overlaysOn(region.element, region.span);
  const parts = [...selectAll(document, own), ...overlays].map(visible).filter(isShown);
  const free = cutAround(region.span, parts);
  const frame = frameOffset();
  if (!free || !frame) return null;
  const middle = uncovered(region.element, free);
  if (!middle || middle.bottom - middle.top < leastPx) return null;
  return {
    x: frame.left + free.left,
    y: frame.top + middle.top,
    width: free.right - free.left,
    height: middle.bottom - middle.top,
    devicePixelRatio: devicePixelRatio * picturedPart().scale,
  };
}

/**
 * Returns the largest piece of the region that no part touches. Undefined if none is large enough for a
 * picture.
 */
export function cutAround(region: Span, parts: readonly Span[]): Span | undefined {
  let remaining = region;
  for (const part of parts) {
    if (!overlaps(remaining, part)) continue;
    const pieces = [
      { ...remaining, bottom: part.top - composeMarginPx },
      { ...remaining, top: part.bottom + composeMarginPx },
    ];
    // A tall part is a column and is cut off at its side. Beside a lower part there may be more of the user's
    // interface.
    if (part.bottom - part.top > (remaining.bottom - remaining.top) / 2)
      pieces.push({ ...remaining, right: part.left }, { ...remaining, left: part.right });
    const [largest] = pieces.filter(isLargeEnough).sort((one, other) => areaOf(other) - areaOf(one));
    if (!largest) return undefined;
    remaining = largest;
  }
  return remaining;
}

function visible(element: Element): Span {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const view = viewport();
  return {
    left: Math.max(view.left, left),
    top: Math.max(view.top, top),
    right: Math.min(view.right, right),
    bottom: Math.min(view.bottom, bottom),
  };
}

/** A dialog covers the page's other content, which is larger. */
function isInFront(element: Element, { left, top, right, bottom }: Span): boolean {
  return element.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
}

const isShown = ({ left, top, right, bottom }: Span) => right > left && bottom > top;
const isLargeEnough = ({ left, top, right, bottom }: Span) =>
  right - left >= leastPx && bottom - top >= leastPx;
const areaOf = ({ left, top, right, bottom }: Span) => (right - left) * (bottom - top);
const overlaps = (one: Span, other: Span) =>
  other.left < one.right && other.right > one.left && other.top < one.bottom && other.bottom > one.top;
