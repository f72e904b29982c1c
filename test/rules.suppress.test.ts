/** Small numbers stay hidden from somebody who knows the rules and tries every table that looks the same. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hiddenIn, leastShown, suppress } from "../intake/rules/suppress.ts";

const cell = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 4, arbitrary: fc.integer({ min: 5, max: 9 }) },
  { weight: 1, arbitrary: fc.integer({ min: 10, max: 40 }) },
);

/** Every split of `sum` over so many cells, each of 1 at least. */
function* splits(sum: number, cells: number): Generator<number[]> {
  if (cells === 1) {
    if (sum >= 1) yield [sum];
    return;
  }
  for (let first = 1; first <= sum - cells + 1; first++)
    for (const rest of splits(sum - first, cells - 1)) yield [first, ...rest];
}

/** What each hidden cell can be, of all tables that are published as this one is. */
function guesses(cells: readonly number[]): Map<number, Set<number>> {
  const hidden = hiddenIn(cells);
  const places = [...(hidden ?? [])].sort((a, b) => a - b);
  const found = new Map(places.map((at) => [at, new Set<number>()]));
  const sum = places.reduce((before, at) => before + (cells[at] ?? 0), 0);
  for (const split of places.length === 0 ? [] : splits(sum, places.length)) {
    const other = [...cells];
    for (const [index, at] of places.entries()) other[at] = split[index] ?? 0;
    const looks = hiddenIn(other);
    const isAlike = looks !== undefined && [...looks].sort().join() === [...places].sort().join();
    if (isAlike) for (const at of places) found.get(at)?.add(other[at] ?? 0);
  }
  return found;
}

describe("a row of counts with its sum", () => {
  test("whoever knows the rules is left with two possible values at least for each small one", () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
        for (const [at, values] of guesses(cells))
          if ((cells[at] ?? 0) < leastShown)
            expect({ cells, at, values: values.size > 1 }).toEqual({ cells, at, values: true });
      }),
      { numRuns: 500 },
    );
  });

  test("no small number is shown, and no sum beside a single hidden one", () => {
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
              expect(n === null || n === 0 || n >= leastShown, JSON.stringify(shown)).toBe(true);
            if (total !== null) expect(cells.filter((n) => n === null).length).not.toBe(1);
          }
          // One of them says the sum of both.
          const [one, other] = shown;
          expect(one?.total).toBe(other?.total);
          if (one?.total === null)
            for (const { cells } of shown) expect(cells.every((n) => n === null || n === 0)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test.each([
    [
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ],
    [
      [10, 0, 7, 5],
      [10, 0, 7, 5],
    ],
    [
      [10, 0, 3, 50],
      [null, 0, null, 50],
    ],
    // The first alone would be found out: 6 is 1 and 5, nothing else.
    [
      [5, 1, 90, 50],
      [null, null, null, 50],
    ],
    [
      [0, 4, 0, 0],
      [0, null, 0, 0],
    ],
    [
      [4, 4, 4, 4],
      [null, null, null, null],
    ],
  ])("%j is shown as %j", (cells, shown) => {
    expect(suppress([cells])[0]?.cells).toEqual(shown);
  });
});
