/** Determines the part of the viewport that shows the post and no other content. */

import type { Box } from "../../shared/contract/draft.ts";
import type { QualityCode } from "../../shared/contract/files.ts";
import type { PostRef } from "../sites/engine/post-ref.ts";
import { selectAll } from "../sites/engine/select.ts";

/** In CSS pixels of this document's viewport. */
export interface Span {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The post's position, and its rows that no other element covers. */
export interface PostView {
  post: Element;
  whole: Span;
  free?: { top: number; bottom: number } | undefined;
}

/** Decides whether an element inside the post counts as covering it. */
export type IsCovering = (element: Element, post: Element) => boolean;

/** Returns undefined if the post is no longer on the page. */
export function viewPost(
  { post, site, recipe }: Pick<PostRef, "post" | "site" | "recipe">,
  isLoose?: IsCovering,
): PostView | undefined {
  const element = post.deref();
  if (!element?.isConnected) return undefined;
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const parts = site.posts[recipe]?.picture;
  const spans =
    parts === undefined ? [] : selectAll(element, parts).map((part) => part.getBoundingClientRect());
  const shown = spans.filter(({ width, height }) => width > 0 && height > 0);
  const whole = {
    left,
    right,
    top: shown.length > 0 ? Math.min(...shown.map((span) => span.top)) : top,
    bottom: shown.length > 0 ? Math.max(...shown.map((span) => span.bottom)) : bottom,
  };
  const view = viewport();
  const first = Math.max(view.top, whole.top);
  const last = Math.min(view.bottom, whole.bottom);
  const free =
    right > left && last > first
      ? uncovered(element, { left, right, top: first, bottom: last }, isLoose)
      : undefined;
  return { post: element, whole, free };
}

/** Returns the overlays on the visible part of the post. */
export function postOverlays({ post, whole, free }: PostView): Element[] {
  return free ? overlaysOn(post, { ...whole, ...free }) : [];
}

/** Returns the visible part of the post in CSS pixels of a picture of the tab; null if there is none. */
export function boxOf({ whole, free }: PostView): Box | null {
  const frame = frameOffset();
  if (!free || !frame || whole.right <= whole.left) return null;
  return {
    x: frame.left + whole.left,
    y: frame.top + free.top,
    width: whole.right - whole.left,
    height: free.bottom - free.top,
    devicePixelRatio: devicePixelRatio * picturedPart().scale,
  };
}

/** Smaller covered strips at an edge are rounded corners or gaps that cannot be hit. */
const edgePx = 8;
const coverRows = 9;

const overlayStepPx = 32;
/** Shares of the width. A chat window beside the post often reaches over its side only. */
const overlayShares = [0.004, 0.1, 0.2, 0.5, 0.8, 0.9, 0.996];

/**
 * Returns the fixed or sticky elements over the element, such as a chat window. Content that scrolls with the page is
 * not among them.
 */
export function overlaysOn(element: Element, { left, top, right, bottom }: Span): Element[] {
  const overlays = new Set<Element>();
  for (const x of columns(left, right, overlayShares))
    for (let y = top + 2; y < bottom; y += overlayStepPx) {
      const hit = document.elementFromPoint(x, y);
      if (hit && !element.contains(hit))
        addOverlays(overlays, element, hit, document.elementsFromPoint(x, y));
    }
  return [...overlays];
}

/** `here`: everything at the point. The container of an overlay may be as large as the window, and is not there. */
function addOverlays(found: Set<Element>, covered: Element, hit: Element, here: readonly Element[]): void {
  let part = hit;
  for (let up: Element | null = hit; up && !up.contains(covered); up = up.parentElement) {
    if (here.includes(up)) part = up;
    if (/^(fixed|sticky)$/.test(getComputedStyle(up).position)) found.add(part);
  }
}

/** Returns the quality codes for a picture of the currently visible part. `overlays`: those on it. */
export function viewProblems({ post, whole, free }: PostView, overlays: readonly Element[]): QualityCode[] {
  if (!free) return [];
  const view = viewport();
  const isOutside =
    free.top - whole.top > edgePx ||
    whole.bottom - free.bottom > edgePx ||
    view.left - whole.left > edgePx ||
    whole.right - view.right > edgePx;
  const rows = Array.from({ length: coverRows }, (_, row) => (row + 0.5) / coverRows);
  const isCovered =
    overlays.length > 0 ||
    rows.some((row) =>
      columns(whole.left, whole.right).some((x) => {
        const hit = document.elementFromPoint(x, free.top + row * (free.bottom - free.top));
        // An ancestor is hit where the post itself has gaps.
        return hit !== null && !post.contains(hit) && !hit.contains(post);
      }),
    );
  return [
    ...(isCovered ? ["partly-covered" as const] : []),
    ...(isOutside ? ["partly-outside" as const] : []),
  ];
}

/** Returns the part of this document's viewport that is in a picture of the tab. */
export function viewport(): Span {
  const offset = frameOffset();
  if (!offset) return { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const { width, height } = picturedPart();
  return {
    left: Math.max(0, -offset.left),
    top: Math.max(0, -offset.top),
    right: Math.min(innerWidth, width - offset.left),
    bottom: Math.min(innerHeight, height - offset.top),
  };
}

type Part = Pick<VisualViewport, "scale" | "offsetLeft" | "offsetTop" | "width" | "height">;

/** The part of a window that is shown: smaller than its viewport, and enlarged, after a pinch gesture. */
export function shownPart(view: Window): Part {
  const part = view.visualViewport;
  // Without a gesture it lacks the scrollbars.
  return part && part.scale !== 1 ? part : wholeOf(view);
}

function wholeOf({ innerWidth: width, innerHeight: height }: Window): Part {
  return { scale: 1, offsetLeft: 0, offsetTop: 0, width, height };
}

/** The part in a picture of the tab. Firefox's pictures ignore the gesture. */
export function picturedPart(): Part {
  const view = window.top ?? window;
  return import.meta.env.FIREFOX ? wholeOf(view) : shownPart(view);
}

/**
 * Returns the position of this document's viewport in a picture of the tab. Undefined if a parent frame does not allow
 * access.
 */
export function frameOffset(): { left: number; top: number } | undefined {
  const offset = { left: 0, top: 0 };
  for (let view: Window = window; view !== window.top; view = view.parent) {
    const { frameElement: frame } = view;
    if (!frame) return undefined;
    const { left, top } = frame.getBoundingClientRect();
    offset.left += left + frame.clientLeft;
    offset.top += top + frame.clientTop;
  }
  const { offsetLeft, offsetTop } = picturedPart();
  return { left: offset.left - offsetLeft, top: offset.top - offsetTop };
}

const stepPx = 4;

function columns(left: number, right: number, shares = [0.2, 0.5, 0.8]): number[] {
  return shares.map((share) => Math.min(innerWidth - 1, Math.max(0, left + (right - left) * share)));
}

/**
 * Excludes covered rows at the top and bottom of the post: the site's own bars can contain menus and the user's
 * avatar.
 */
export function uncovered(
  post: Element,
  { left, right, top, bottom }: Span,
  isLoose: IsCovering = () => false,
) {
  const isFree = (y: number) =>
    columns(left, right).every((x) => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && post.contains(hit) && !isLoose(hit, post);
    });
  let [first, last] = [top, bottom - 1];
  while (first < last && !isFree(first)) first += stepPx;
  while (last > first && !isFree(last)) last -= stepPx;
  return last - first < stepPx ? undefined : { top: first, bottom: last + 1 };
}
