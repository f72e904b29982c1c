/** Parts of the user's own interface inside a picture's box: their avatar and what they are writing. */

import type { Box } from "../../shared/contract/draft.ts";
import { matches, selectAll } from "../sites/engine/select.ts";
import { composeMarginPx } from "./page-box.ts";
import { frameOffset } from "./post-view.ts";

/** One more than a report can list, which gives no picture. Not from `limits`, which an outcome check does not need. */
const maxParts = 101;

/** Compose boxes, which have the user's avatar beside them. */
const composeBoxes = "textarea,[contenteditable],[role='textbox'],form,input:not([type]),input[type='text']";

/**
 * Returns boxes to paint over, in the tab's viewport. `own`: the site's selector of such elements. `overlays`: painted
 * over too, because they are not the post's and may be a private chat.
 */
export function ownParts(own: string, box: Box, overlays: readonly Element[]): Box[] {
  const frame = frameOffset();
  if (!frame) return [];
  const parts = selectAll(document, own).filter(
    (part) => !overlays.some((overlay) => overlay.contains(part)),
  );
  const boxes = [...overlays, ...parts].flatMap((element): Box[] => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const part = {
      ...box,
      x: frame.left + left,
      y: frame.top + top,
      width: right - left,
      height: bottom - top,
    };
    if (!overlaps(part, box) || !isSeen(element, frame, part, box)) return [];
    return [matches(element, composeBoxes) ? withAvatar(part, box) : part];
  });
  return boxes
    .filter(
      (part, index) =>
        !boxes.some((other, otherIndex) => otherIndex !== index && contains(other, part, otherIndex < index)),
    )
    .slice(0, maxParts);
}

function withAvatar(part: Box, { x, width }: Box): Box {
  return { ...part, x, width, y: part.y - composeMarginPx, height: part.height + 2 * composeMarginPx };
}

/** Another element, such as the dialog with the post, may cover it. */
function isSeen(element: Element, frame: { left: number; top: number }, part: Box, box: Box): boolean {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const left = Math.max(part.x, box.x) - frame.left;
  const top = Math.max(part.y, box.y) - frame.top;
  const right = Math.min(part.x + part.width, box.x + box.width) - frame.left;
  const bottom = Math.min(part.y + part.height, box.y + box.height) - frame.top;
  const shares = [0.1, 0.5, 0.9];
  return shares.some((down) =>
    shares.some((across) => {
      const hit = document.elementFromPoint(left + (right - left) * across, top + (bottom - top) * down);
      return hit !== null && (element.contains(hit) || hit.contains(element));
    }),
  );
}

function overlaps(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    one.x + one.width > other.x &&
    one.y < other.y + other.height &&
    one.y + one.height > other.y
  );
}

/** If two boxes are equal, the first contains the second. */
function contains(outer: Box, inner: Box, isFirst: boolean): boolean {
  const isInside =
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height;
  const isEqual = isInside && inner.width === outer.width && inner.height === outer.height;
  return isInside && (!isEqual || isFirst);
}
