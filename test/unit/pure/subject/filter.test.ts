/** The already-reported filter: what is in it is always found with its state, what is not is rarely found. */

import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { PrefixCounts } from "../../../../intake/reports/known-subjects/collect-subjects.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { buildFilter, SubjectSet } from "../../../../utils/shared/subject/build-filter.ts";
import { isShared, prefixOf } from "../../../../utils/shared/subject/hash-prefix.ts";
import { filterStates, openFilter, type Seed } from "../../../../utils/shared/subject/subject-filter.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const seed = fc.tuple(word, word);
const known = fc.dictionary(fc.string({ minLength: 1, maxLength: 40 }), fc.constantFrom(...filterStates), {
  maxKeys: 300,
});

function keysOf(states: Iterable<readonly [string, (typeof filterStates)[number]]>, from: Seed = [1, 2]) {
  const set = new SubjectSet(from);
  for (const [subject, state] of states) set.set(subject, state);
  return set.keys();
}

test("every subject that is in it is found with its state", () => {
  fc.assert(
    fc.property(known, seed, (states, from) => {
      const filter = openFilter(buildFilter(keysOf(Object.entries(states), from)));
      for (const [subject, state] of Object.entries(states)) expect(filter?.find(subject)).toBe(state);
    }),
    { numRuns: 300 },
  );
});

test("after any sequence of changes, a set has the same subjects as a map, and the filter does not depend on their order", () => {
  const change = fc.tuple(
    fc.string({ minLength: 1, maxLength: 2 }),
    fc.option(fc.constantFrom(...filterStates), { nil: undefined }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 3_000, size: "max" }), seed, (changes, from) => {
      const set = new SubjectSet(from);
      const map = new Map<string, (typeof filterStates)[number]>();
      for (const [subject, state] of changes) {
        expect(set.set(subject, state)).toBe(map.get(subject));
        if (state === undefined) map.delete(subject);
        else map.set(subject, state);
      }
      expect(set.count).toBe(map.size);
      const bytes = buildFilter(set.keys());
      expect(bytes).toEqual(buildFilter(keysOf([...map].sort(), from)));
      for (const [subject, state] of map) expect(openFilter(bytes)?.find(subject)).toBe(state);
    }),
    { numRuns: 60 },
  );
});

test("finds fewer than one in a thousand of 200,000 subjects outside it", () => {
  const all = Array.from({ length: 20_000 }, (_, at) => [`x:post:${at}`, "open"] as const);
  const filter = openFilter(buildFilter(keysOf(all)));
  let hits = 0;
  for (let at = 0; at < 200_000; at++) if (filter?.find(`youtube:video:${at}`)) hits++;
  expect(hits).toBeLessThan(200);
  expect(hits).toBeGreaterThan(0);
});

test("finds none of 100,000 subjects outside an empty filter, and hardly any outside a small one", () => {
  const falseFinds = (included: Parameters<typeof keysOf>[0]) => {
    const filter = openFilter(buildFilter(keysOf(included)));
    return Array.from({ length: 100_000 }, (_, no) => filter?.find(`x:post:${no + 1_000}`)).filter(Boolean)
      .length;
  };
  expect(falseFinds([])).toBe(0);
  expect(falseFinds([["x:post:1", "approved"]])).toBeLessThan(25);
});

test("can be built with a repeated subject", () => {
  const twice = [...Array(50).keys()].map((at) => [`x:post:${at % 40}`, "approved"] as const);
  expect(openFilter(buildFilter(keysOf(twice)))?.find("x:post:3")).toBe("approved");
});

test("rejects all bytes that are no filter", () => {
  const bytes = buildFilter(keysOf([["x:post:1", "open"]]));
  expect(openFilter(bytes.subarray(0, -1))).toBeUndefined();
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.nat({ max: 23 }),
      fc.nat({ max: 255 }),
      (any, at, to) => {
        const changed = bytes.slice();
        changed[at] = to;
        for (const hostile of [any, changed]) openFilter(hostile)?.find("x:post:1");
      },
    ),
  );
  for (const at of [0, 16, 20]) {
    const changed = bytes.slice();
    changed[at] = 77;
    expect(openFilter(changed)).toBeUndefined();
  }
});

test("requests only prefixes that enough subjects share", () => {
  for (const count of [0, 199, 4_000, 60_000]) {
    const prefixes = new PrefixCounts();
    for (let at = 0; at < count; at++) prefixes.add(`x:post:${at}`);
    const claims = prefixes.read();
    const shared = new Map<string, number>();
    const digests = [...Array(count).keys()].map((at) => hash("sha256", `x:post:${at}`));
    for (const digest of digests)
      for (let to = 0; to <= 4; to++)
        shared.set(digest.slice(0, to), (shared.get(digest.slice(0, to)) ?? 0) + 1);
    for (const one of digests) {
      const prefix = prefixOf(one, claims);
      expect(isShared(prefix, claims)).toBe(true);
      if (count >= limits.prefixShare) expect(shared.get(prefix)).toBeGreaterThanOrEqual(limits.prefixShare);
      expect(isShared(one.slice(0, prefix.length + 1), claims)).toBe(false);
    }
    if (count === 60_000)
      expect(claims).toMatchObject({ prefixChars: 2, short: expect.not.arrayContaining([""]) });
  }
});
