/** 5,000 generated cases with a fixed seed: every route, every message, every stored row; `npm run fuzz` tries more. */

import { expect, test } from "vitest";
import { areas } from "./fuzz/areas.ts";
import { runArea, shares } from "./fuzz/run.ts";

const runs = 5_000;
const seed = 20_261_125;

const all = Object.keys(shares) as (keyof typeof shares)[];

test.each(all)("%s hold against generated input", { timeout: 300_000 }, async (name) => {
  const share = Math.round(runs * shares[name]);
  expect(await runArea(areas[name], { runs: share, seed })).toEqual({ cases: share });
});
