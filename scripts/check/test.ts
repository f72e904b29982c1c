/** `npm test`: runs every check and every test. The last line counts them. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findBrowsers } from "../dev/browsers.ts";
import { runChecks } from "./check.ts";
import { type NamedTally, runSteps, type Tally } from "./steps.ts";
import { openRunFolder } from "./test/leftovers.ts";
import {
  lastRunFile,
  readPlaywrightReport,
  readVitestReport,
  reportFolder,
  type SuiteReport,
  slowestFiles,
  type TestRun,
} from "./test/report.ts";

const usage = `Usage: npm test [-- --help]
Runs the checks, the builds, the unit tests and the end-to-end tests in Chromium and Firefox.
Shorter loops:
  npm run check                           types, format, layers, builds, budgets
  npm run test:unit -- test/unit/pure/policy  unit tests below a path
  npm run test:watch                      unit tests of changed files, again and again
  npm run test:e2e -- --grep "undo"       end-to-end tests by title
  npm run test:e2e -- outbox --project firefox`;

const unitReport = `${reportFolder}/unit.json`;
const e2eReport = `${reportFolder}/e2e.json`;

async function main(): Promise<Tally> {
  const startedMs = performance.now();
  mkdirSync(reportFolder, { recursive: true });
  const run = openRunFolder();
  try {
    const env = {
      ...process.env,
      TMPDIR: run.folder,
      NODE_COMPILE_CACHE: join(import.meta.dirname, "../../node_modules/.cache/lapor/compiled"),
      PWTEST_CACHE_DIR: join(import.meta.dirname, "../../node_modules/.cache/lapor/playwright"),
    };
    const parts: (NamedTally & Partial<SuiteReport>)[] = [
      checkBrowsers(),
      await runChecks(),
      await buildForAutomation(),
      runSuite(
        ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`],
        {
          env,
          report: unitReport,
          read: readVitestReport,
        },
      ),
      runSuite(["playwright", "test"], { env, report: e2eReport, read: readPlaywrightReport }),
    ];
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    console.log("\nThe slowest files:");
    for (const line of slowestFiles(parts.flatMap(({ files = [] }) => files))) console.log(line);
    printFailures(parts.flatMap(({ failures }) => failures));
    console.log(`\n${Math.floor(seconds / 60)} min ${seconds % 60} s in all`);
    const total = sum(parts);
    const kept: TestRun = { at: new Date().toISOString(), seconds, ...total };
    writeFileSync(lastRunFile, `${JSON.stringify(kept)}\n`);
    return total;
  } finally {
    run.remove();
  }
}

/** Repeats what failed near the end, because a long run's log is often read from its end only. */
function printFailures(failures: readonly string[]): void {
  if (failures.length === 0) return;
  console.log("\nFailed:");
  for (const failure of failures) console.log(`✗ ${failure}`);
}

function sum(parts: readonly Tally[]): Tally {
  return {
    passed: parts.reduce((total, { passed }) => total + passed, 0),
    failed: parts.reduce((total, { failed }) => total + failed, 0),
  };
}

function checkBrowsers(): NamedTally {
  try {
    const browsers = findBrowsers(["chromium", "firefox"]);
    console.log(`✓ browsers: ${browsers.chromium} and ${browsers.firefox}`);
    return { passed: 1, failed: 0, failures: [] };
  } catch (error) {
    const failure = `browsers: ${error instanceof Error ? error.message : error}`;
    console.log(`✗ ${failure}`);
    return { passed: 0, failed: 1, failures: [failure] };
  }
}

function buildForAutomation(): Promise<NamedTally> {
  return runSteps(
    [
      { name: "automation build, Chromium", commands: ["wxt build --mode automation"] },
      { name: "automation build, Firefox", commands: ["wxt build -b firefox --mode automation"] },
      {
        name: "automation builds like the store builds",
        commands: ["node scripts/check/automation.ts"],
        after: ["automation build, Chromium", "automation build, Firefox"],
      },
      // The verifier, and the database that each new intake copies; without it each start migrates one for seconds.
      { name: "verifier and empty database", commands: ["node scripts/release/prepare.mjs"] },
    ],
    2,
  );
}

interface Suite {
  env: NodeJS.ProcessEnv;
  report: string;
  read(path: string): SuiteReport;
}

/** A run that exits with an error but reports no failed test counts as one failure. */
function runSuite([program = "", ...args]: readonly string[], { env, report, read }: Suite): SuiteReport {
  rmSync(report, { force: true });
  const { status } = spawnSync(program, args, { env, stdio: "inherit" });
  if (!existsSync(report)) {
    const failure = `${program} ended with ${status} and wrote no report`;
    console.log(`✗ ${failure}`);
    return { passed: 0, failed: 1, failures: [failure], files: [] };
  }
  const counted = read(report);
  if (counted.failed > 0 || status === 0) return counted;
  return { ...counted, failed: 1, failures: [`${program} ended with ${status}; no test failed`] };
}

const { values } = parseArgs({ options: { help: { type: "boolean", default: false } } });
if (values.help) {
  console.log(usage);
} else {
  const { passed, failed } = await main().catch((error: Error) => {
    console.log(`✗ ${error.message}`);
    return { passed: 0, failed: 1 };
  });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
