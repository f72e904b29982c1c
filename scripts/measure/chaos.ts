/** `npm run chaos`: injects kills, network faults and full disks while officers report, then counts lost or altered reports. */

import "../dev/help.ts";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { automationBuild } from "../dev/drivers/builds.ts";
import type { BrowserName } from "../dev/drivers/driver.ts";
import type { ChaosOptions } from "./chaos/options.ts";
import { type Outcome, runChaos } from "./chaos/run.ts";

async function main(options: ChaosOptions): Promise<number> {
  for (const browser of options.browsers) {
    if (existsSync(join(automationBuild(browser), "manifest.json"))) continue;
    const { status } = spawnSync("npm run build:automation", { shell: true, stdio: ["ignore", 2, 2] });
    if (status !== 0) throw new Error("the extension could not be built");
  }
  const outcome = await runChaos(options);
  for (const line of formatOutcome(outcome)) options.say(line);
  const [reports, kills] = [outcome.reports, outcome.kills];
  const [lost, doubled, altered] = [outcome.lost.length, outcome.doubled.length, outcome.altered.length];
  console.log(JSON.stringify({ reports, kills, lost, doubled, altered }));
  return lost + doubled + altered + outcome.notUndone.length + outcome.unread.length === 0 ? 0 : 1;
}

const browsers: Record<string, readonly BrowserName[]> = {
  chromium: ["chromium"],
  firefox: ["firefox"],
  both: ["chromium", "firefox"],
};

/** Throws an error with one sentence if an argument is invalid. */
function readArguments(argv: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      minutes: { type: "string", default: "1" },
      seed: { type: "string" },
      reports: { type: "string" },
      browser: { type: "string", default: "chromium" },
      engine: { type: "string", default: "postgres" },
      replicas: { type: "string", default: "2" },
      cells: { type: "boolean", default: false },
      "kill-every": { type: "string", default: "2.3" },
      faults: { type: "string", default: "0.06" },
      break: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const chosen = browsers[values.browser];
  if (!chosen)
    throw new Error(`--browser must be one of ${Object.keys(browsers).join(", ")}, not ${values.browser}`);
  const { engine } = values;
  if (engine !== "postgres" && engine !== "pglite")
    throw new Error(`--engine must be postgres or pglite, not ${engine}`);
  if (values.cells && (engine === "pglite" || Number(values.replicas) < 2))
    throw new Error("--cells needs PostgreSQL and at least two replicas");
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : number("seed", values.seed);
  return {
    minutes: number("minutes", values.minutes),
    seed,
    reports: values.reports === undefined ? Number.POSITIVE_INFINITY : number("reports", values.reports),
    atLeast: 1,
    browsers: chosen,
    engine,
    // Only one process may open a PGlite folder.
    replicas: engine === "pglite" ? 1 : number("replicas", values.replicas),
    cells: values.cells,
    killEveryMs: number("kill-every", values["kill-every"]) * 1_000,
    faultShare: number("faults", values.faults),
    corruptThree: values.break,
    diary: `.output/chaos/${engine}-${seed}.jsonl`,
    // With --json, standard output holds only the last line.
    say: values.json ? (line) => console.error(line) : (line) => console.log(line),
  };
}

function number(name: string, value: string): number {
  const read = Number(value);
  if (!(read > 0)) throw new Error(`--${name} must be a number above 0, not ${value}`);
  return read;
}

const maxListed = 20;

function formatOutcome(outcome: Outcome): string[] {
  return [
    "kills and full disks:",
    ...tableOf(outcome.killsByKind),
    `requests: ${outcome.requests}, with faults:`,
    ...tableOf(outcome.faultsByKind),
    `acknowledged: ${outcome.reports} with ${outcome.files} files; undone: ${outcome.undone}`,
    ...named("lost", outcome.lost),
    ...named("doubled", outcome.doubled),
    ...named("altered", outcome.altered),
    ...named("undone but present at the intake", outcome.notUndone),
    ...named("never read from the device", outcome.unread),
    ...named("not final on the device", outcome.stuck),
  ];
}

function tableOf(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).map(([kind, count]) => `  ${kind.padEnd(16)} ${String(count).padStart(5)}`);
}

function named(what: string, found: readonly string[]): string[] {
  if (found.length === 0) return [];
  return [`${what}: ${found.length}`, ...found.slice(0, maxListed).map((finding) => `  ${finding}`)];
}

let options: ChaosOptions;
try {
  options = readArguments(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exit(2);
}
process.exitCode = await main(options).catch((error: Error) => {
  console.error(error.stack ?? error.message);
  return 1;
});
process.exit();
