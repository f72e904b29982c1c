/** How far two cases are apart, and the parts by which near pictures find each other. */

import { describe, expect, test } from "vitest";
import { hashParts, pictureDistance } from "../../../../intake/cases/rules/picture-distance.ts";
import {
  byDistance,
  measureNearness,
  type SimilarityFacts,
} from "../../../../intake/cases/rules/similarity.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const zeros = "0".repeat(64);
const hash = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 });

/** With these of its 256 bits turned over. */
function turned(one: string, bits: readonly number[]): string {
  const value = bits.reduce((all, bit) => all ^ (1n << BigInt(bit)), BigInt(`0x${one}`));
  return value.toString(16).padStart(64, "0");
}
const places = (maxLength: number) => fc.uniqueArray(fc.nat(255), { maxLength });

describe("two pictures", () => {
  test("are as far apart as the share of bits that differ, in both directions", () => {
    fc.assert(
      fc.property(hash, places(256), (one, bits) => {
        expect(pictureDistance(one, turned(one, bits))).toBe(bits.length / 256);
        expect(pictureDistance(turned(one, bits), one)).toBe(bits.length / 256);
      }),
    );
  });

  test("have parts of four digits, each with its place", () => {
    expect(hashParts("0123abcd0123")).toEqual([0x0123, 0x1abcd, 0x20123]);
  });

  test("share a part if their distance is at most 15 bits", () => {
    fc.assert(
      fc.property(hash, places(15), (one, bits) => {
        const parts = new Set(hashParts(one));
        expect(hashParts(turned(one, bits)).some((part) => parts.has(part))).toBe(true);
      }),
    );
  });

  test("share a part only if it is in the same position", () => {
    expect(hashParts(`${"0".repeat(60)}ffff`)).toEqual([
      ...Array.from({ length: 15 }, (_, place) => place * 65_536),
      15 * 65_536 + 65_535,
    ]);
    expect(new Set(hashParts(zeros)).size).toBe(16);
  });
});

describe("two cases", () => {
  const looks = (change: Partial<SimilarityFacts> = {}): SimilarityFacts => ({
    ...{ groupId: null, groupWhy: null, groupDistance: null, pictures: [] },
    ...change,
  });
  const near = turned(zeros, [0, 1]);
  const far = turned(zeros, [0, 1, 2, 3, 4, 5, 6, 7]);

  test("have no distance when a person joined them, even if they are similar", () => {
    const grouped = { groupId: "g", pictures: [zeros] };
    const byHand = looks({ ...grouped, groupWhy: "person" });
    const byPicture = looks({ ...grouped, groupWhy: "picture" });
    expect(measureNearness(byHand, byPicture)).toEqual({ why: "person" });
    expect(measureNearness(byPicture, byHand)).toEqual({ why: "person" });
    expect(measureNearness(byPicture, byPicture)).toEqual({ why: "picture", distance: 0 });
    expect(measureNearness(byHand, { ...byHand, groupId: "other" })).toEqual({ why: "picture", distance: 0 });
    expect(measureNearness({ ...byHand, groupId: null }, { ...byHand, groupId: null }).why).toBe("picture");
  });

  test("are as near as the nearest of their texts and pictures", () => {
    const facts = looks({ pictures: [zeros], signature: [1, 2, 3, 4] });
    const apart = looks({ pictures: [far, near], signature: [1, 2, 0, 0] });
    expect(measureNearness(facts, apart)).toEqual({ why: "picture", distance: 2 / 256 });
    expect(measureNearness(facts, looks({ pictures: [near], signature: [1, 2, 3, 4] }))).toEqual({
      ...{ why: "text", distance: 0 },
    });
    expect(measureNearness(facts, looks({ signature: [1, 2, 0, 0] }))).toEqual({
      why: "text",
      distance: 0.5,
    });
  });

  test.each<[string, readonly number[] | undefined, readonly number[] | undefined]>([
    ["without a text on one side", [1], undefined],
    ["without a text on the other", undefined, [1]],
    ["of two versions", [1, 2], [1]],
    ["that are empty", [], []],
  ])("are not compared by signatures %s", (_what, one, other) => {
    const distance = measureNearness(looks({ signature: one }), looks({ signature: other }));
    expect(distance).toEqual({ why: "person" });
  });

  test("use their group's distance when they cannot be compared", () => {
    const other = looks({ groupWhy: "text", groupDistance: 0.25 });
    expect(measureNearness(looks(), other)).toEqual({ why: "text", distance: 0.25 });
    expect(measureNearness(looks(), looks())).toEqual({ why: "person" });
  });

  test("are sorted by distance, those without one last", () => {
    const list = [{ why: "person" }, { why: "text", distance: 1 }, { why: "text", distance: 0 }] as const;
    expect(
      [...list].sort(byDistance).map(({ why, ...more }) => ("distance" in more ? more.distance : why)),
    ).toEqual([0, 1, "person"]);
  });
});
