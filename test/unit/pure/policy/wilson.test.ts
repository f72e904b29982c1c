/** How reliable a reporter is by their record. */

import { describe, expect, test } from "vitest";
import {
  neutralWeight,
  weightOf,
  wilsonLower,
  wilsonUpper,
} from "../../../../utils/shared/policy/reporter-reliability.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

describe("the Wilson lower bound", () => {
  test("matches published tables", () => {
    // R: binom::binom.wilson(x, n)
    expect(wilsonLower(1, 1)).toBeCloseTo(0.2065, 4);
    expect(wilsonLower(5, 10)).toBeCloseTo(0.2366, 4);
    expect(wilsonLower(90, 100)).toBeCloseTo(0.8256, 4);
    expect(wilsonLower(0, 7)).toBe(0);
    expect(wilsonLower(0, 0)).toBe(0);
  });

  test("stays below the share, and grows with each success", () => {
    const record = fc
      .integer({ min: 1, max: 5_000 })
      .chain((decided) =>
        fc.record({ decided: fc.constant(decided), upheld: fc.integer({ min: 0, max: decided }) }),
      );
    fc.assert(
      fc.property(record, ({ decided, upheld }) => {
        const lower = wilsonLower(upheld, decided);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(lower).toBeLessThanOrEqual(upheld / decided + 1e-9);
        expect(wilsonLower(upheld + 1, decided + 1)).toBeGreaterThan(lower);
      }),
    );
  });
});

describe("the Wilson upper bound", () => {
  test("matches published tables", () => {
    // R: binom::binom.wilson(x, n)
    expect(wilsonUpper(0, 1)).toBeCloseTo(0.7935, 4);
    expect(wilsonUpper(5, 10)).toBeCloseTo(0.7634, 4);
    expect(wilsonUpper(90, 100)).toBeCloseTo(0.9448, 4);
    expect(wilsonUpper(7, 7)).toBe(1);
    expect(wilsonUpper(0, 0)).toBe(1);
  });

  test("mirrors the lower bound, and grows with the confidence", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (upheld, rest) => {
        const decided = upheld + rest;
        if (decided > 0) expect(wilsonUpper(upheld, decided)).toBeCloseTo(1 - wilsonLower(rest, decided), 9);
        // But for the last digits that a computer keeps.
        const surer = wilsonUpper(upheld, decided, 2.58) + 1e-12;
        expect(surer).toBeGreaterThanOrEqual(wilsonUpper(upheld, decided));
      }),
    );
  });
});

describe("a weight", () => {
  test("is neutral for a newcomer: a first success raises it, a first failure lowers it", () => {
    expect(weightOf(undefined)).toBe(neutralWeight);
    expect(weightOf({ decided: 0, upheld: 0 })).toBe(neutralWeight);
    expect(weightOf({ decided: 1, upheld: 1 })).toBeGreaterThan(neutralWeight);
    expect(weightOf({ decided: 1, upheld: 0 })).toBe(0);
  });

  test("is in thousandths", () => {
    expect(weightOf({ decided: 100, upheld: 90 })).toBe(0.826);
  });
});
