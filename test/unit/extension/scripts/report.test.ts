/** Reads reports of failed runs, as Vitest and Playwright write them. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readPlaywrightReport, readVitestReport } from "../../../../scripts/check/test/report.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lapor-report-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(report: unknown): string {
  const path = join(folder, "report.json");
  writeFileSync(path, JSON.stringify(report));
  return path;
}

describe("the report of Vitest", () => {
  it("names failed tests and files that failed before their first test", () => {
    const path = write({
      numPassedTests: 1,
      numFailedTests: 1,
      testResults: [
        {
          name: resolve("test/unit/pure/one.test.ts"),
          status: "failed",
          startTime: 0,
          endTime: 2_000,
          assertionResults: [
            { status: "passed", fullName: "keeps reports" },
            {
              status: "failed",
              fullName: "sends reports",
              failureMessages: ["\u001b[31mexpected 1 to be 2\u001b[39m\n at one.test.ts:3"],
            },
          ],
        },
        {
          name: resolve("test/unit/pure/two.test.ts"),
          status: "failed",
          message: "Cannot find module",
          assertionResults: [],
        },
      ],
    });
    expect(readVitestReport(path)).toMatchObject({
      passed: 1,
      failed: 2,
      failures: [
        "test/unit/pure/one.test.ts › sends reports: expected 1 to be 2",
        "test/unit/pure/two.test.ts: Cannot find module",
      ],
    });
  });
});

describe("the report of Playwright", () => {
  it("names failed tests of inner suites, their browser and errors outside tests", () => {
    const failed = {
      file: "outbox.spec.ts",
      line: 12,
      title: "keeps the report",
      // That of the first project.
      ok: true,
      tests: [
        { projectName: "chromium", status: "expected", results: [{ duration: 500 }] },
        {
          projectName: "firefox",
          status: "unexpected",
          results: [{ duration: 1_000, error: { message: "Timed out\nCall log" } }],
        },
      ],
    };
    const path = write({
      stats: { expected: 3, unexpected: 1, flaky: 0, skipped: 0 },
      errors: [{ message: "no browser" }],
      suites: [{ file: "outbox.spec.ts", specs: [], suites: [{ file: "outbox.spec.ts", specs: [failed] }] }],
    });
    expect(readPlaywrightReport(path)).toEqual({
      passed: 3,
      failed: 2,
      failures: [
        "test/e2e/outbox.spec.ts:12 › keeps the report (firefox): Timed out",
        "outside the tests: no browser",
      ],
      files: [
        { file: "test/e2e/outbox.spec.ts (chromium)", seconds: 0.5 },
        { file: "test/e2e/outbox.spec.ts (firefox)", seconds: 1 },
      ],
    });
  });
});
