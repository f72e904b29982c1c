/** How far reviewers agree, on one case and over the programme. */

import { describe, expect, test } from "vitest";
import { alphaOf } from "../../../../intake/vloggers/store/cohort.ts";
import { voiceWeight } from "../../../../intake/vloggers/store/vloggers.ts";
import { verdict } from "../../../../utils/shared/contract/review.ts";
import { agreementOn, type Voice } from "../../../../utils/shared/policy/reviewer-agreement.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

/** Turns rows of observers into the answers on each unit. `.`: not seen by the observer. */
const unitsOf = (...observers: string[]) => {
  const rows = observers.map((row) => row.split(" "));
  return (rows[0] ?? []).map((_, unit) =>
    rows.map((row) => row[unit] ?? ".").filter((value) => value !== "."),
  );
};

describe("alpha", () => {
  test("matches the example of Computing Krippendorff's Alpha-Reliability (2011)", () => {
    // B: two observers, ten units, two values.
    const two = unitsOf("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0");
    expect(alphaOf(two)).toBeCloseTo(0.095, 3);
    // C: two observers, twelve units, five values.
    const five = unitsOf("a a b b d c c c e d d a", "b a b b b c c c e d d d");
    expect(alphaOf(five)).toBeCloseTo(0.692, 3);
    // D: four observers, twelve units, with missing values.
    const missing = unitsOf(
      "1 2 3 3 2 1 4 1 2 . . .",
      "1 2 3 3 2 2 4 1 2 5 . 3",
      ". 3 3 3 2 3 4 2 2 5 1 .",
      "1 2 3 3 2 4 4 1 2 5 1 .",
    );
    expect(alphaOf(missing)).toBeCloseTo(0.743, 3);
  });

  test("is absent if no disagreement was possible", () => {
    expect(alphaOf([])).toBeUndefined();
    expect(alphaOf([["violates"], ["does-not"]])).toBeUndefined();
    expect(
      alphaOf([
        ["violates", "violates"],
        ["violates", "violates"],
      ]),
    ).toBeUndefined();
    expect(alphaOf([["violates", "does-not"]])).toBeCloseTo(0, 9);
  });

  const units = fc.array(fc.array(fc.constantFrom(...verdict.options), { maxLength: 5 }), { maxLength: 12 });

  test("is between -1 and 1, and is 1 exactly if all agree", () => {
    fc.assert(
      fc.property(units, (said) => {
        const alpha = alphaOf(said);
        if (alpha === undefined) return;
        expect(alpha).toBeGreaterThanOrEqual(-1);
        expect(alpha).toBeLessThanOrEqual(1);
        expect(alpha === 1).toBe(said.every((unit) => new Set(unit).size <= 1));
      }),
    );
  });

  test("does not depend on the values' names, the order of votes, or single votes", () => {
    const shuffled = fc.tuple(units, fc.shuffledSubarray([...verdict.options], { minLength: 4 }));
    fc.assert(
      fc.property(shuffled, ([said, names]) => {
        const renamed = said.map((unit) => unit.map((value) => names[verdict.options.indexOf(value)] ?? ""));
        const turned = renamed.map((unit) => [...unit].reverse()).reverse();
        const alpha = alphaOf(said);
        const again = alphaOf([...turned, ["violates"], []]);
        if (alpha === undefined) expect(again).toBeUndefined();
        else expect(again).toBeCloseTo(alpha, 9);
      }),
    );
  });
});

describe("on a case", () => {
  const voices = (...said: [Voice["verdict"], number][]) =>
    said.map(([one, weight]) => ({ verdict: one, weight }));

  test("gives the majority's verdict, with the dissent beside it", () => {
    expect(agreementOn(voices(["violates", 0.8], ["violates", 0.8], ["does-not", 0.8]))).toEqual({
      ...{ majority: "violates", for: 2, against: 1, other: 0 },
      dissent: expect.closeTo(1 / 3, 9),
    });
    expect(agreementOn(voices(["does-not", 0.6], ["does-not", 0.5]))).toEqual({
      ...{ majority: "does-not", for: 0, against: 2, other: 0, dissent: 0 },
    });
  });

  test.each([
    ["nobody", voices()],
    ["one against one", voices(["violates", 0.9], ["does-not", 0.5])],
    [
      "one of three, where two cannot tell",
      voices(["violates", 0.9], ["cannot-tell", 0.1], ["needs-context", 0.1]),
    ],
    [
      "two beginners against somebody trusted",
      voices(["violates", 0.5], ["violates", 0.5], ["does-not", 0.9]),
    ],
  ])("%s is no majority", (_, said) => expect(agreementOn(said).majority).toBeUndefined());

  test("a side holds it from 65 % of the weight on, with more than half of the voices", () => {
    expect(agreementOn(voices(["violates", 6], ["violates", 7], ["does-not", 7])).majority).toBe("violates");
    expect(agreementOn(voices(["violates", 6], ["violates", 6.9], ["does-not", 7])).majority).toBeUndefined();
    expect(agreementOn(voices(["violates", 9], ["cannot-tell", 1])).majority).toBeUndefined();
    expect(agreementOn(voices(["violates", 1], ["does-not", 1], ["does-not", 1])).majority).toBe("does-not");
  });

  test("gives as dissent the weight that is not on the heavier side", () => {
    const dissent = (...said: [Voice["verdict"], number][]) => agreementOn(voices(...said)).dissent;
    expect(dissent()).toBe(0);
    expect(dissent(["violates", 1], ["does-not", 3])).toBe(0.25);
    expect(dissent(["violates", 1], ["needs-context", 3])).toBe(0.75);
    expect(dissent(["needs-context", 2])).toBe(1);
    expect(agreementOn(voices(["needs-context", 2], ["cannot-tell", 1]))).toMatchObject({
      ...{ majority: undefined, for: 0, against: 0, other: 2 },
    });
  });

  test("ignores reviewers with weight zero", () => {
    const heard = voices(["violates", 0.8], ["does-not", 0], ["does-not", 0]);
    expect(agreementOn(heard)).toMatchObject({ majority: "violates", for: 1, against: 0 });
  });

  test("weighs a vote by the record, a participant's and a paused reviewer's as zero", () => {
    const record = { right: 9, of: 10 };
    expect(voiceWeight({ rank: "reviewer", paused: false }, record)).toBe(0.596);
    expect(voiceWeight({ rank: "participant", paused: false }, record)).toBe(0);
    expect(voiceWeight({ rank: "trusted", paused: true }, record)).toBe(0);
  });
});
