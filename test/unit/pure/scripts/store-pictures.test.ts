/** Pictures for the stores: their size, and that they show the documents' pictures of today. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decode } from "fast-png";
import { expect, test } from "vitest";
import {
  storePicture,
  storePictureFile,
  storePictureNames,
} from "../../../../scripts/release/pictures/store.ts";

const root = join(import.meta.dirname, "../../../..");

test.each(storePictureNames)("%s is 1280 × 800 and as the documents show it", (name) => {
  const kept = decode(readFileSync(storePictureFile(name)));
  expect([kept.width, kept.height, kept.channels]).toEqual([1_280, 800, 3]);
  const made = decode(storePicture(readFileSync(join(root, `docs/images/${name}.png`))));
  expect(
    Buffer.compare(Buffer.from(made.data), Buffer.from(kept.data)),
    "run `npm run pictures -- --store`",
  ).toBe(0);
});
