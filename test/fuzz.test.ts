/** Generated cases with a fixed seed: every route, every message, every stored row. */

import { expect, test } from "vitest";
import { areas } from "./fuzz/areas.ts";
import { quickCases, runArea, shares } from "./fuzz/run.ts";

const seed = 20_261_125;

const all = Object.keys(shares) as (keyof typeof shares)[];

test.each(all)("%s hold against generated input", { timeout: 300_000 }, async (name) => {
  const share = Math.round(quickCases * shares[name]);
  expect(await runArea(areas[name], { runs: share, seed })).toEqual({ cases: share });
});
