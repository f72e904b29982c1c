/** Generated cases with a fixed seed: every route, every message, every stored row. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { areas } from "../../../fuzz/areas.ts";
import { quickCases, runArea, shares } from "../../../fuzz/run.ts";

const seed = 20_261_125;

const all = Object.keys(shares) as (keyof typeof shares)[];

test.each(all)("%s hold against generated input", { timeout: 300_000 }, async (name) => {
  const share = Math.round(quickCases * shares[name]);
  expect(await runArea(areas[name], { runs: share, seed })).toEqual({ cases: share });
});

test("the command finds a separate database outside a test run", { timeout: 120_000 }, async () => {
  const { VITEST: _inTestRun, ...env } = process.env;
  const command = ["test/fuzz/fuzz.ts", "--only", "routes", "--runs", "2", "--seed", "1"];
  const { stdout } = await promisify(execFile)(process.execPath, command, { env });
  expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toMatchObject({ routes: 2, failures: 0 });
});
