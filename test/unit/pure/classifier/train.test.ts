/** Training on decided cases: keeps only what holds on unseen cases, and is deterministic. */

import { describe, expect, test } from "vitest";
import type { Example } from "../../../../scripts/release/train/train.ts";
import {
  buckets,
  fewestMarked,
  judge,
  splitApart,
  thresholdFor,
  train,
} from "../../../../scripts/release/train/train.ts";
import { featuresOf } from "../../../../utils/shared/classifier/features.ts";
import { suggest } from "../../../../utils/shared/classifier/score.ts";
import { suggestionModel } from "../../../../utils/shared/contract/suggestion.ts";
import { fieldsWithText } from "../../../support/classifier-kit.ts";
import { promotion, remark } from "../../../support/similar/comments.ts";
import { disguise } from "../../../support/similar/disguise.ts";
import { type Random, seeded } from "../../../support/similar/random.ts";

const now = new Date("2026-11-25T00:00:00.000Z");

function example(id: number, text: string, more: Partial<Example> = {}): Example {
  const features = Uint16Array.from(featuresOf({ text, hosts: [] }, buckets));
  return { id: `case ${id}`, category: null, ties: [], features, ...more };
}

/** Gambling as it was approved, spam, and remarks that were rejected. */
function decided(random: Random, count: number): Example[] {
  return Array.from({ length: count }, (_, id) => {
    if (id % 4 === 0) return example(id, disguise(promotion(random), random), { category: "JUDI" });
    if (id % 4 === 1)
      return example(id, `Jasa tambah pengikut nomor ${id}, follow balik pasti`, { category: "SPAM" });
    return example(id, remark(random), id % 4 === 2 ? {} : { category: "HOAKS" });
  });
}

describe("from cases that differ", () => {
  const { model, learned, held } = train(decided(seeded(5), 1_600), 0.95, now);

  test("both categories hold on the held-out cases", () => {
    expect(suggestionModel.safeParse(model).success).toBe(true);
    expect(learned.map(({ category, cases, off }) => ({ category, cases, off }))).toEqual([
      { category: "JUDI", cases: 400, off: undefined },
      { category: "SPAM", cases: 400, off: undefined },
    ]);
    expect(held).toBeGreaterThan(200);
    expect(model.cases).toBe(1_600);
  });

  test("the figures are those of the held out part", () => {
    for (const { category, test: seen } of learned) {
      expect(seen?.marked).toBeGreaterThanOrEqual(fewestMarked);
      expect(seen?.precision).toBe((seen?.right ?? 0) / (seen?.marked ?? 1));
      expect(model.categories[category]).toMatchObject({ precision: seen?.precision, recall: seen?.recall });
    }
  });

  test("recognises learned texts in another spelling, and ignores remarks about them", () => {
    const random = seeded(99);
    const drawn = Array.from({ length: 200 }, () =>
      suggest(model, fieldsWithText(disguise(promotion(random), random))),
    );
    expect(drawn.filter(([first]) => first?.category === "JUDI").length).toBeGreaterThan(120);
    const wrong = Array.from({ length: 400 }, () => suggest(model, fieldsWithText(remark(random)))).filter(
      (suggestions) => suggestions.length > 0,
    );
    expect(wrong.length).toBeLessThan(12);
  });

  test("the same cases give the same model", () => {
    expect(train(decided(seeded(5), 1_600), 0.95, now).model).toEqual(model);
  });
});

describe("turns unreliable categories off", () => {
  test("decisions that follow no words", () => {
    const random = seeded(6);
    const blind = Array.from({ length: 1_200 }, (_, id) =>
      example(id, remark(random), random.chance(0.5) ? { category: "JUDI" } : {}),
    );
    const { model, learned } = train(blind, 0.95, now);
    expect(learned[0]?.off).toMatch(/no-threshold|imprecise|too-few/);
    expect(model.categories).toEqual({});
  });

  test("a precision found only on the cases that set the threshold", () => {
    // The last part was decided the other way round.
    const examples = decided(seeded(7), 1_600);
    const { test: last } = splitApart(examples);
    const turned = new Set(last.map(({ id }) => id));
    const { learned } = train(
      examples.map((one) =>
        turned.has(one.id) ? { ...one, category: one.category === "JUDI" ? null : ("JUDI" as const) } : one,
      ),
      ...([0.95, now] as const),
    );
    expect(learned[0]).toMatchObject({ category: "JUDI", off: "imprecise" });
  });

  test("a handful of cases, and none", () => {
    expect(train(decided(seeded(8), 100), 0.95, now).learned.map(({ off }) => off)).toEqual([
      "too-few",
      "too-few",
    ]);
    expect(train([], 0.95, now).model.categories).toEqual({});
  });
});

const partsOf = (examples: Example[]): Example[][] => {
  const { learn, set, test: last } = splitApart(examples);
  return [learn, set, last];
};

describe("parts", () => {
  test("keep cases together that share texts or authors, over any number of steps", () => {
    const random = seeded(9);
    const examples = Array.from({ length: 900 }, (_, id) =>
      example(id, `teks ${id}`, {
        ties: [`author ${random.int(60)}`, ...(id % 3 ? [] : [`group ${id % 21}`])],
      }),
    );
    const parts = partsOf(examples).map((part) => new Set(part.flatMap(({ ties }) => ties)));
    for (const [at, part] of parts.entries()) {
      for (const other of parts.slice(at + 1)) expect([...part].filter((tie) => other.has(tie))).toEqual([]);
    }
    expect(partsOf(examples).flat()).toHaveLength(900);
  });

  test("are the same in any order", () => {
    const examples = decided(seeded(10), 300).map((one, id) => ({ ...one, ties: [`author ${id % 100}`] }));
    const ids = (of: Example[]) => partsOf(of).map((part) => part.map(({ id }) => id).sort());
    expect(ids(examples.toReversed())).toEqual(ids(examples));
  });
});

describe("the threshold", () => {
  const rows = (marks: string, from = 0.99) =>
    [...marks].map((mark, at) => ({ probability: from - at / 1000, isMeant: mark === "+" }));

  test("is the lowest from which on enough are right, more than is asked", () => {
    const scored = rows(`${"+".repeat(60)}-${"+".repeat(60)}${"-".repeat(10)}`);
    const threshold = thresholdFor(scored, 0.95) ?? 1;
    expect(judge(scored, threshold)).toMatchObject({ marked: 123, right: 120, meant: 120, recall: 1 });
    expect(judge(scored, 0.5).precision).toBeLessThan(0.95);
  });

  test("is absent if few cases are marked, or too few are right", () => {
    expect(thresholdFor(rows("+".repeat(fewestMarked - 1)), 0.95)).toBeUndefined();
    expect(thresholdFor(rows("+-".repeat(50)), 0.95)).toBeUndefined();
    expect(thresholdFor(rows("+".repeat(40), 0.4), 0.95)).toBeUndefined();
  });

  test("takes all that are equally likely, or none of them", () => {
    const scored = [
      ...rows("+".repeat(30)),
      ...Array.from({ length: 10 }, () => ({ probability: 0.6, isMeant: false })),
    ];
    expect(judge(scored, thresholdFor(scored, 0.95) ?? 1).marked).toBe(30);
  });

  test("has no precision without positives", () => {
    expect(judge([], 0.5)).toEqual({ marked: 0, right: 0, meant: 0, precision: 0, recall: 0 });
  });
});
