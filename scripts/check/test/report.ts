/** Reads counts and times from the reports of Vitest and Playwright. */

import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { JSONReport, JSONReportSpec, JSONReportSuite } from "@playwright/test/reporter";
import type { JsonTestResults } from "vitest/node";
import type { NamedTally, Tally } from "../steps.ts";

export const reportFolder = ".output/test";
/** Result of the last `npm test` in this checkout. */
export const lastRunFile = `${reportFolder}/run.json`;

export interface TestRun extends Tally {
  /** Time of completion, ISO 8601. */
  at: string;
  seconds: number;
}

/** Result of the last sequences of acts that `npm run fuzz` tried in this checkout. */
export const lastSequencesFile = `${reportFolder}/sequences.json`;

export interface SequencesRun {
  /** When it ended, ISO 8601. */
  at: string;
  seed: number;
  sequences: number;
  /** 0 or 1: the first one ends the run. */
  violations: number;
}

export interface FileTime {
  file: string;
  seconds: number;
}

export interface SuiteReport extends NamedTally {
  files: FileTime[];
}

/** A file that failed before its first test counts as one failed test. */
export function readVitestReport(path: string): SuiteReport {
  const report = JSON.parse(readFileSync(path, "utf8")) as JsonTestResults;
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    failures: report.testResults.flatMap(({ name = "", message = "", assertionResults }) => {
      const file = relative(process.cwd(), name);
      if (broken.some((failure) => failure.name === name)) return [withReason(file, message)];
      return assertionResults
        .filter(({ status }) => status === "failed")
        .map((test) => withReason(`${file} › ${test.fullName}`, test.failureMessages?.[0]));
    }),
    files: report.testResults.map(({ name, startTime = 0, endTime = 0 }) => ({
      file: relative(process.cwd(), name ?? ""),
      seconds: (endTime - startTime) / 1_000,
    })),
  };
}

/** Tests skipped after a failure, and errors outside tests, count as failed. */
export function readPlaywrightReport(path: string): SuiteReport {
  const { stats, suites, errors } = JSON.parse(readFileSync(path, "utf8")) as JSONReport;
  const seconds = new Map<string, number>();
  for (const suite of suites) addTimes(suite, seconds);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped + errors.length,
    failures: [
      ...suites.flatMap(failedSpecs),
      ...errors.map(({ message }) => withReason("outside the tests", message)),
    ],
    files: [...seconds].map(([file, sum]) => ({ file, seconds: sum })),
  };
}

/** Reads each test's status, because a spec's `ok` is that of its first project only. */
function failedSpecs(suite: JSONReportSuite): string[] {
  const inner = (suite.suites ?? []).flatMap(failedSpecs);
  return [...inner, ...suite.specs.flatMap(failedTests)];
}

function failedTests({ file, line, title, tests }: JSONReportSpec): string[] {
  return tests
    .filter(({ status }) => status === "unexpected" || status === "flaky")
    .map(({ projectName, results }) => {
      const message = results.find(({ error }) => error)?.error?.message;
      return withReason(`test/e2e/${file}:${line} › ${title} (${projectName})`, message);
    });
}

/** The reason is the first line of the message, without terminal colours. */
function withReason(name: string, message: string | undefined): string {
  const [reason = ""] = stripVTControlCharacters(message ?? "").split("\n");
  return reason ? `${name}: ${reason}` : name;
}

function addTimes(suite: JSONReportSuite, seconds: Map<string, number>): void {
  for (const inner of suite.suites ?? []) addTimes(inner, seconds);
  for (const { tests } of suite.specs) {
    for (const { projectName, results } of tests) {
      const file = `test/e2e/${suite.file} (${projectName})`;
      const tookMs = results.reduce((sum, { duration }) => sum + duration, 0);
      seconds.set(file, (seconds.get(file) ?? 0) + tookMs / 1_000);
    }
  }
}

/** The slowest files, as table lines. */
export function slowestFiles(files: readonly FileTime[], count = 10): string[] {
  const slowest = [...files].sort((a, b) => b.seconds - a.seconds).slice(0, count);
  return slowest.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(8)} s  ${file}`);
}
