/** `npm test`: every check and every test, in both browsers; the last line counts them all. */

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { findBrowsers } from "./browsers.ts";
import { runChecks } from "./check.ts";
import { runSteps, type Tally } from "./steps.ts";

const folder = ".output/test";
const unitProjects = ["!e2e-*"];

function main(): Promise<Tally[]> {
  mkdirSync(folder, { recursive: true });
  return inOrder([
    checkBrowsers,
    runChecks,
    buildForAutomation,
    () => vitest("unit", unitProjects),
    () => vitest("e2e", ["e2e-*"]),
  ]);
}

async function inOrder(parts: readonly (() => Tally | Promise<Tally>)[]): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const part of parts) tallies.push(await part());
  return tallies;
}

function checkBrowsers(): Tally {
  try {
    const found = findBrowsers(["chromium", "firefox"]);
    console.log(`✓ browsers: ${found.chromium} and ${found.firefox}`);
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.log(`✗ browsers: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1 };
  }
}

function buildForAutomation(): Promise<Tally> {
  const commands = ["npm run build:automation"];
  return runSteps(
    [
      { name: "automation builds", commands },
      {
        name: "automation like store",
        commands: ["node scripts/check/automation.ts"],
        after: ["automation builds"],
      },
      { name: "verifier", commands: ["node scripts/verifier.ts"] },
    ],
    1,
  );
}

/** Counts tests; a file that broke before its first test, and a run that ended badly without one, count as failed. */
function vitest(name: string, projects: readonly string[]): Tally {
  const report = `${folder}/${name}.json`;
  rmSync(report, { force: true });
  const args = [
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const { status } = spawnSync("vitest", args, { stdio: "inherit" });
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8")) as {
      numPassedTests: number;
      numFailedTests: number;
      testResults: { status: string; assertionResults: { status: string }[] }[];
    };
    const broken = testResults.filter(
      (file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
    );
    const failed = numFailedTests + broken.length;
    return { passed: numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed };
  } catch {
    console.log(`✗ ${name}: vitest ended without a report`);
    return { passed: 0, failed: 1 };
  }
}

const startedMs = performance.now();
const tallies = await main();
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
console.log(`${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
