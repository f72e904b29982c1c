/** Position of a post in a picture of its tab, painting over parts of it, and recognising the same post. */

import { expect, test } from "vitest";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { ownBoxesIn, visiblePart } from "../../../../utils/extension/drafts/cut-pictures.ts";
import { isSame } from "../../../../utils/page/capture/same-post.ts";
import type { Box, CapturedEvidence } from "../../../../utils/shared/contract/draft.ts";

const boxOf = (x: number, y: number, width: number, height: number, devicePixelRatio = 1): Box => ({
  x,
  y,
  width,
  height,
  devicePixelRatio,
});

test("keeps a box of whole device pixels unchanged at any ratio", () => {
  for (const ratio of [1, 1.1, 1.25, 1.5, 1.75, 2, 2.625, 3]) {
    for (let px = 1; px < 1_500; px += 7) {
      const box = boxOf(px / ratio, px / ratio, 300 / ratio, 211 / ratio, ratio);
      expect(visiblePart(box, 4_000, 4_000)).toEqual({ x: px, y: px, width: 300, height: 211 });
    }
  }
});

test("a box between two pixels is cut outward, and at the picture's edges", () => {
  expect(visiblePart(boxOf(10.4, 20.6, 100, 50), 1_280, 900)).toEqual({
    x: 10,
    y: 20,
    width: 101,
    height: 51,
  });
  expect(visiblePart(boxOf(-20, -30, 100, 50), 1_280, 900)).toEqual({ x: 0, y: 0, width: 80, height: 20 });
  expect(visiblePart(boxOf(1_200, 880, 100, 50), 1_280, 900)).toEqual({
    x: 1_200,
    y: 880,
    width: 80,
    height: 20,
  });
  expect(visiblePart(boxOf(1_280, 0, 100, 50), 1_280, 900)).toBeNull();
  expect(visiblePart(boxOf(0, -50, 100, 50), 1_280, 900)).toBeNull();
});

test("paints over the person's own data completely, in pixels of the part", () => {
  const part = { x: 100, y: 200, width: 400, height: 300 };
  expect(ownBoxesIn(part, [boxOf(110.5, 190, 20, 30)])).toEqual([{ x: 10, y: 0, width: 21, height: 20 }]);
  expect(ownBoxesIn(part, [boxOf(0, 0, 2_000, 2_000)])).toEqual([{ x: 0, y: 0, width: 400, height: 300 }]);
  expect(ownBoxesIn(part, [boxOf(100, 250, 20, 20, 1.25)])).toEqual([
    { x: 25, y: 112, width: 25, height: 26 },
  ]);
  expect(ownBoxesIn(part, [boxOf(0, 0, 100, 100), boxOf(500, 200, 50, 50)])).toEqual([]);
});

const { picture: _, ...base } = evidence;
const read = (changes: Partial<CapturedEvidence>): CapturedEvidence => ({ ...base, ...changes });

test("another subject is another post, unless it is the same one by another name", () => {
  const post = read({ subject: "x:post:1", fields: {} });
  expect(isSame(post, read({ subject: "x:post:1", fields: {} }))).toBe(true);
  expect(isSame(post, read({ subject: "x:post:2", fields: {} }))).toBe(false);
  expect(isSame(post, read({ subject: "x:post:2", aliases: ["x:post:1"], fields: {} }))).toBe(true);
});
