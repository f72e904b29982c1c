/** Which part of the viewport shows the post and nothing else. */

import type { Box } from "../contract/draft.ts";
import type { Clicked } from "../sites/clicked.ts";
import { selectAll } from "../sites/select.ts";

/** In CSS pixels of the tab's viewport; null when nothing of the post is to be seen. */
export function pictureBox({ post, site, recipe }: Clicked): Box | null {
  const element = post.deref();
  if (!element?.isConnected) return null;
  const { left, right, ...whole } = element.getBoundingClientRect().toJSON() as DOMRect;
  const parts = site.posts[recipe]?.picture;
  const spans =
    parts === undefined ? [] : selectAll(element, parts).map((part) => part.getBoundingClientRect());
  const shown = spans.filter(({ width, height }) => width > 0 && height > 0);
  const top = Math.max(0, shown.length > 0 ? Math.min(...shown.map((span) => span.top)) : whole.top);
  const end = shown.length > 0 ? Math.max(...shown.map((span) => span.bottom)) : whole.bottom;
  const bottom = Math.min(innerHeight, end);
  const middle = uncovered(element, left, right, top, bottom);
  const frame = placeOfFrame();
  if (!middle || !frame || right <= left) return null;
  return {
    x: frame.left + left,
    y: frame.top + middle.top,
    width: right - left,
    height: middle.bottom - middle.top,
    devicePixelRatio,
  };
}

/** Where this document's viewport lies in that of the tab; undefined when a frame around it keeps that to itself. */
function placeOfFrame(): { left: number; top: number } | undefined {
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

/** Leaves out what lies over the post at its top and bottom: the site's own bars, with its menus and the person's face. */
export function uncovered(post: Element, left: number, right: number, top: number, bottom: number) {
  const columns = [0.2, 0.5, 0.8].map((share) =>
    Math.min(innerWidth - 1, Math.max(0, left + (right - left) * share)),
  );
  const isFree = (y: number) => columns.every((x) => post.contains(document.elementFromPoint(x, y)));
  let [first, last] = [top, bottom - 1];
  while (first < last && !isFree(first)) first += stepPx;
  while (last > first && !isFree(last)) last -= stepPx;
  return last - first < stepPx ? undefined : { top: first, bottom: last + 1 };
}
