/** Results of earlier test runs, read from their reports and not measured here. */

import { existsSync, readFileSync } from "node:fs";
import { flakesFile, type RepeatedRun } from "../../scripts/check/test/flakes.ts";
import {
  lastRunFile,
  lastSequencesFile,
  type SequencesRun,
  type TestRun,
} from "../../scripts/check/test/report.ts";
import { thoroughSequences } from "../fuzz/run.ts";
import { type Figure, figure } from "./figure.ts";

const goalMinutes = 12;
const goalRuns = 10;

/** Empty if `npm test` has not run in this checkout. */
export async function testMinutes(): Promise<Figure[]> {
  if (!existsSync(lastRunFile)) return [];
  const { seconds } = JSON.parse(readFileSync(lastRunFile, "utf8")) as TestRun;
  const measured = { name: "test.minutes", unit: "min", vs: goalMinutes, against: "the limit" };
  return [figure({ ...measured, value: seconds / 60 })];
}

/** Failed tests of the last ten runs of `npm run test:flakes`; empty if there are none. */
export async function testFlakes(): Promise<Figure[]> {
  if (!existsSync(flakesFile)) return [];
  const lines = readFileSync(flakesFile, "utf8").trim().split("\n").slice(-goalRuns);
  const runs = lines.map((line) => JSON.parse(line) as RepeatedRun);
  const value = runs.reduce((sum, { failed }) => sum + failed, 0);
  const busy = runs.filter(({ isBusy }) => isBusy).length;
  const against = `${runs.length} runs, ${busy} of them beside a busy loop`;
  return [figure({ name: "test.flakes", value, unit: "failed tests", vs: 1, against })];
}

/** Sequences of acts in the last `npm run fuzz`, and rules that they broke; empty where there was none. */
export async function intakeModel(): Promise<Figure[]> {
  if (!existsSync(lastSequencesFile)) return [];
  const { sequences, violations } = JSON.parse(readFileSync(lastSequencesFile, "utf8")) as SequencesRun;
  const tried = { name: "intake.model", value: sequences, unit: "sequences", vs: thoroughSequences };
  const broken = { name: "intake.model.violations", value: violations, unit: "violations", vs: 1 };
  return [
    figure({ ...tried, against: "sequences that count as thorough" }),
    figure({ ...broken, against: `${sequences} sequences` }),
  ];
}
