/** `npm run test:flakes`: runs `npm test` ten times in a row, three of them beside a busy loop, and records each result. */

import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { lastRunFile, type TestRun } from "./report.ts";

export const flakesFile = ".output/test/flakes.jsonl";

export interface RepeatedRun extends TestRun {
  commit: string;
  /** Whether a busy loop ran beside it. */
  isBusy: boolean;
}

const busyLoop = "for (;;);";

function runOnce(isBusy: boolean): RepeatedRun {
  rmSync(lastRunFile, { force: true });
  const loop = isBusy ? spawn(process.execPath, ["-e", busyLoop], { stdio: "ignore" }) : undefined;
  try {
    spawnSync(process.execPath, [join(import.meta.dirname, "../test.ts")], { stdio: "inherit" });
  } finally {
    loop?.kill("SIGKILL");
  }
  const run = JSON.parse(readFileSync(lastRunFile, "utf8")) as TestRun;
  const commit = spawnSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).stdout.trim();
  return { ...run, commit, isBusy };
}

if (import.meta.main) {
  await import("../../dev/help.ts");
  const { values } = parseArgs({
    options: { runs: { type: "string", default: "10" }, busy: { type: "string", default: "3" } },
  });
  const [runs, busy] = [Number(values.runs), Number(values.busy)];
  mkdirSync(dirname(flakesFile), { recursive: true });
  let failed = 0;
  for (let index = 0; index < runs; index++) {
    const run = runOnce(index >= runs - busy);
    appendFileSync(flakesFile, `${JSON.stringify(run)}\n`);
    failed += run.failed;
  }
  console.log(`${runs} runs, ${failed} failed tests`);
  process.exitCode = failed === 0 ? 0 : 1;
}
