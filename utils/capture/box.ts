/** Which part of the viewport shows the post and nothing else. */

import type { Box } from "../contract/draft.ts";
import type { QualityCode } from "../contract/files.ts";
import type { Clicked } from "../sites/clicked.ts";
import { selectAll } from "../sites/select.ts";

/** In CSS pixels of this document's viewport. */
export interface Span {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where the post lies, and which rows of it nothing lies over. */
export interface Sight {
  post: Element;
  whole: Span;
  free?: { top: number; bottom: number } | undefined;
}

/** What counts as lying over the post, though it lies in it. */
export type IsLoose = (element: Element, post: Element) => boolean;

/** Undefined when the post is no longer on the page. */
export function look({ post, site, recipe }: Clicked, isLoose?: IsLoose): Sight | undefined {
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
    right > left && last > first ? uncovered(element, left, right, first, last, isLoose) : undefined;
  return { post: element, whole, free };
}

/** What of the post can be seen, in CSS pixels of the tab's viewport; null when nothing can. */
export function boxOf({ whole, free }: Sight): Box | null {
  const frame = placeOfFrame();
  if (!free || !frame || whole.right <= whole.left) return null;
  return {
    x: frame.left + whole.left,
    y: frame.top + free.top,
    width: whole.right - whole.left,
    height: free.bottom - free.top,
    devicePixelRatio,
  };
}

/** Less than this at an edge is a rounded corner or a gap that cannot be hit. */
const edgePx = 8;
const coverRows = 9;

/** What a picture of what can be seen now lacks. */
export function lacks({ post, whole, free }: Sight): QualityCode[] {
  if (!free) return [];
  const view = viewport();
  const isOutside =
    free.top - whole.top > edgePx ||
    whole.bottom - free.bottom > edgePx ||
    view.left - whole.left > edgePx ||
    whole.right - view.right > edgePx;
  const rows = Array.from({ length: coverRows }, (_, row) => (row + 0.5) / coverRows);
  const isCovered = rows.some((row) =>
    columns(whole.left, whole.right).some((x) => {
      const hit = document.elementFromPoint(x, free.top + row * (free.bottom - free.top));
      // What the post stands in shows through where the post itself cannot be hit.
      return hit !== null && !post.contains(hit) && !hit.contains(post);
    }),
  );
  return [
    ...(isCovered ? ["partly-covered" as const] : []),
    ...(isOutside ? ["partly-outside" as const] : []),
  ];
}

/** What of this document's viewport lies in that of the tab. */
export function viewport(): Span {
  const all = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const place = window === window.top ? undefined : placeOfFrame();
  if (!place || !window.top) return all;
  return {
    left: Math.max(0, -place.left),
    top: Math.max(0, -place.top),
    right: Math.min(innerWidth, window.top.innerWidth - place.left),
    bottom: Math.min(innerHeight, window.top.innerHeight - place.top),
  };
}

/** Where this document's viewport lies in that of the tab; undefined when a frame around it keeps that to itself. */
export function placeOfFrame(): { left: number; top: number } | undefined {
  const place = { left: 0, top: 0 };
  for (let view: Window = window; view !== window.top; view = view.parent) {
    const { frameElement: frame } = view;
    if (!frame) return undefined;
    const { left, top } = frame.getBoundingClientRect();
    place.left += left + frame.clientLeft;
    place.top += top + frame.clientTop;
  }
  return place;
}

const stepPx = 4;

function columns(left: number, right: number): number[] {
  return [0.2, 0.5, 0.8].map((share) => Math.min(innerWidth - 1, Math.max(0, left + (right - left) * share)));
}

/** Leaves out what lies over the post at its top and bottom: the site's own bars, with its menus and the person's face. */
export function uncovered(
  post: Element,
  left: number,
  right: number,
  top: number,
  bottom: number,
  isLoose: IsLoose = () => false,
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
