/** Small counts stay hidden from a reader who knows the rules and tries every table with the same visible values. */

import { describe, expect, test } from "vitest";
import { minShown, suppress } from "../../../../intake/cases/rules/suppress-small-counts.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const cell = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 4, arbitrary: fc.integer({ min: 5, max: 9 }) },
  { weight: 1, arbitrary: fc.integer({ min: 10, max: 40 }) },
);

/** Every row of so many cells with a sum of `most` at most. */
function* rowsUpTo(most: number, cells: number): Generator<number[]> {
  if (cells === 0) {
    yield [];
    return;
  }
  for (let first = 0; first <= most; first++)
    for (const rest of rowsUpTo(most - first, cells - 1)) yield [first, ...rest];
}

describe("a row of counts with its sum", () => {
  // Groups all possible rows by their visible part: the rows of a group are indistinguishable to a reader.
  test.each([
    [2, 40],
    [3, 30],
    [4, 22],
    [5, 18],
  ])(
    "with %i cells leaves at least two possible values for each small one, even with the rules known",
    (count, most) => {
      const alike = new Map<string, number[][]>();
      for (const cells of rowsUpTo(most, count)) {
        const look = JSON.stringify(suppress([cells]));
        alike.set(look, [...(alike.get(look) ?? []), cells]);
      }
      for (const [look, rows] of alike)
        for (let at = 0; at < count; at++) {
          const values = new Set(rows.map((cells) => cells[at] ?? 0));
          const [only = 0] = values;
          const isTold = values.size === 1 && only > 0 && only < minShown;
          expect(isTold, `${look}: cell ${at} is ${only}`).toBe(false);
        }
    },
  );

  test("no small count is shown, and no sum beside a single hidden one", () => {
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 4, maxLength: 4 }),
        fc.array(cell, { minLength: 14, maxLength: 14 }),
        (sites, others) => {
          const difference = sites.reduce((a, b) => a + b, 0) - others.reduce((a, b) => a + b, 0);
          const [first = 0, ...rest] = difference < 0 ? sites : others;
          const mended = [first + Math.abs(difference), ...rest];
          const shown = suppress(difference < 0 ? [mended, others] : [sites, mended]);
          for (const { total, cells } of shown) {
            for (const n of [total, ...cells])
              expect(n === null || n === 0 || n >= minShown, JSON.stringify(shown)).toBe(true);
            if (total !== null) expect(cells.filter((n) => n === null).length).not.toBe(1);
          }
          // One of them reveals the sum of both.
          const [one, other] = shown;
          expect(one?.total).toBe(other?.total);
          if (one?.total === null)
            for (const { cells } of shown) expect(cells.every((n) => n === null)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test.each([
    [[0, 0, 0, 0], [0, 0, 0, 0], 0],
    [[10, 0, 7, 5], [10, 0, 7, 5], 22],
    [[10, 0, 3, 50], [null, 0, null, 50], 63],
    // The first alone would be found out: 6 is 1 and 5, nothing else.
    [[5, 1, 90, 50], [null, null, null, 50], 146],
    [[0, 4, 0, 0], [null, null, null, null], null],
    [[4, 4, 4, 4], [null, null, null, null], 16],
    [[1, 1, 1, 1, 1], [null, null, null, null, null], null],
    // The sum is the number of those that are not zero: each is one.
    [[1, 1, 1, 1, 1, 0], [null, null, null, null, null, null], null],
    // 9 is 1 and 8 as well as 4 and 5.
    [[4, 5, 90], [null, null, 90], 99],
    [[4, 4, 8, 90], [null, null, null, 90], 106],
  ])("%j is shown as %j of %j", (cells, shown, total) => {
    expect(suppress([cells])).toEqual([{ cells: shown, total }]);
  });

  test("stays hidden if one breakdown of a sum hides it and another would show it", () => {
    const shown = suppress([
      [1, 1, 1, 1, 1],
      [5, 0],
    ]);
    expect(shown.map(({ total }) => total)).toEqual([null, null]);
    expect(shown[1]?.cells).toEqual([null, null]);
  });
});
