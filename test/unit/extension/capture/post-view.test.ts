/** @vitest-environment happy-dom */
/** Overlays of the page on a post, such as a private chat, are found wherever they reach over it. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ownParts } from "../../../../utils/page/capture/own-parts.ts";
import { overlaysOn } from "../../../../utils/page/capture/post-view.ts";
import { pictureStrip } from "../../../../utils/shared/contract/draft.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";

interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

const postPlace = { left: 300, top: 100, width: 500, height: 600 };
const postSpan = { left: 300, top: 100, right: 800, bottom: 700 };
let post: Element;

/** A page without layout: later elements are above earlier ones. */
function place(element: Element, { left, top, width, height }: Place): void {
  element.getBoundingClientRect = () => new DOMRect(left, top, width, height);
}

function add(parent: Element, where: Place, css = ""): HTMLElement {
  const element = document.createElement("div");
  element.style.cssText = css;
  place(element, where);
  parent.append(element);
  return element;
}

beforeEach(() => {
  document.body.replaceChildren();
  place(document.body, { left: 0, top: 0, width: 1_200, height: 800 });
  document.elementsFromPoint = (x, y) =>
    [...document.querySelectorAll("body, body *")].toReversed().filter((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const isHit = getComputedStyle(element).pointerEvents !== "none";
      return isHit && left <= x && x < right && top <= y && y < bottom;
    });
  document.elementFromPoint = (x, y) => document.elementsFromPoint(x, y)[0] ?? null;
  post = add(document.body, postPlace);
  add(post, { ...postPlace, height: 300 });
});

afterEach(() => vi.restoreAllMocks());

test.each<[string, Place]>([
  ["over the last pixels of its right side", { left: 795, top: 500, width: 328, height: 300 }],
  ["over the first pixels of its left side", { left: 100, top: 300, width: 204, height: 30 }],
  ["over its outer fifth", { left: 720, top: 400, width: 328, height: 400 }],
  ["of a small size inside its outer fifth", { left: 735, top: 600, width: 48, height: 48 }],
])("finds a chat %s", (_, where) => {
  const chat = add(document.body, where, "position: fixed");
  add(chat, where);
  expect(overlaysOn(post, postSpan)).toEqual([chat]);
});

test("finds a chat in a layer as large as the window, and not the layer", () => {
  const window = { left: 0, top: 0, width: 1_200, height: 800 };
  const layer = add(document.body, window, "position: fixed; pointer-events: none");
  const chat = add(layer, { left: 780, top: 400, width: 328, height: 400 }, "pointer-events: auto");
  expect(overlaysOn(post, postSpan)).toEqual([chat]);
});

test("finds a chat of the page below a dialog that shows the post, and not the whole page", () => {
  const page = document.createElement("div");
  place(page, { left: 0, top: 0, width: 1_200, height: 800 });
  document.body.prepend(page);
  const where = { left: 780, top: 400, width: 328, height: 400 };
  const chat = add(page, where, "position: fixed");
  const dialog = add(document.body, postPlace, "position: fixed");
  dialog.append(post);
  // The chat is above the dialog.
  const below = document.elementsFromPoint.bind(document);
  document.elementsFromPoint = (x, y) =>
    x >= 780 && y >= 400 ? [chat, ...below(x, y).filter((element) => element !== chat)] : below(x, y);
  expect(overlaysOn(post, postSpan)).toEqual([chat]);
});

test("finds nothing over a post that only its own parts and its neighbours touch", () => {
  add(document.body, { left: 795, top: 100, width: 200, height: 600 });
  add(post, { left: 300, top: 650, width: 500, height: 50 }, "position: sticky");
  add(document.body, { left: 900, top: 0, width: 300, height: 800 }, "position: fixed");
  expect(overlaysOn(post, postSpan)).toEqual([]);
});

test.each([
  ["all own parts that a report can list", limits.redactionCount, limits.redactionCount],
  ["one more than a report can list if there are more", 2 * limits.redactionCount, limits.redactionCount + 1],
])("gives %s, so that none is in the picture unpainted", (_, count, given) => {
  for (let at = 0; at < count; at++) {
    const part = add(post, { left: 300 + at * 2, top: 100 + at * 2, width: 2, height: 2 });
    part.className = "own";
    part.checkVisibility = () => true;
  }
  const { left: x, top: y, width, height } = postPlace;
  const box = { x, y, width, height, devicePixelRatio: 1 };
  const own = ownParts(".own", box, []);
  expect(own).toHaveLength(given);
  expect(pictureStrip.parse({ at: 0, box, own }).own).toEqual(own);
});
