/** Near-duplicates among texts with known answers; the whole set is the bench's `dedupe.recall`. */

import { expect, test } from "vitest";
import { fingerprintOf, maxTextDistance } from "../../../../intake/cases/similar/fingerprint.ts";
import { distanceOf } from "../../../../intake/cases/similar/min-hash.ts";
import { promotion, remark } from "../../../support/similar/comments.ts";
import { disguise, disguises } from "../../../support/similar/disguise.ts";
import { seeded } from "../../../support/similar/random.ts";
import { scoreSimilarity } from "../../../support/similar/score-similarity.ts";

test("disguised copies are found, and little else", async () => {
  const random = seeded(5);
  const texts = Array.from({ length: 40 }, () => promotion(random));
  const copies = texts.flatMap((text, of) => [
    { text, of },
    ...Array.from({ length: 5 }, () => ({ text: disguise(text, random), of })),
  ]);
  const unrelated = Array.from({ length: 500 }, () => ({ text: remark(random) }));
  const { recall, precision } = await scoreSimilarity([...copies, ...unrelated]);
  expect(recall).toBeGreaterThanOrEqual(0.95);
  expect(precision).toBeGreaterThanOrEqual(0.99);
});

test.each(Object.entries(disguises))("%s hide nothing", async (_name, hide) => {
  const random = seeded(6);
  const text = promotion(random);
  const [one, other] = [fingerprintOf(text), await fingerprintOf(hide(text, random))];
  expect(distanceOf(one?.signature ?? [], other?.signature ?? [])).toBeLessThan(maxTextDistance / 2);
});

test("a signature is the same on every machine for ever", async () => {
  const print = fingerprintOf("Daftar sekarang, slot gacor bonus seratus persen");
  expect(print?.signature.slice(0, 3)).toEqual(
    Uint8Array.of(16323383 & 0xff, 244880959 & 0xff, 83733718 & 0xff),
  );
  expect(print?.bands.slice(0, 3)).toEqual([-25652964, 469736071, 1547800087]);
});
