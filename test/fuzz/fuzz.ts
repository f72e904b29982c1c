/** `npm run fuzz -- [--runs N] [--seed S] [--only routes|messages|rows|signatures|model|pages] [--path P]`: generated input against every route, message and stored row, and random sequences of acts on the intake and on the sites' pages. */

import "../../scripts/dev/help.ts";
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { lastSequencesFile, type SequencesRun } from "../../scripts/check/test/report.ts";
import { areas } from "./areas.ts";
import { runArea, shares, thoroughCases, thoroughPages, thoroughSequences } from "./run.ts";

type Name = keyof typeof areas;

interface AreaResult {
  cases: Partial<Record<Name, number>>;
  failures: number;
}

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: String(thoroughCases) },
    seed: { type: "string" },
    only: { type: "string" },
    path: { type: "string" },
  },
});
const runs = Number(values.runs);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const names = (Object.keys(areas) as Name[]).filter((name) => (values.only ?? name) === name);
if (names.length === 0 || !Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error(`Use --runs N --seed S --only ${Object.keys(areas).join("|")}.`);
  process.exit(2);
}

const startMs = performance.now();
const [only] = names;
const tried = only && names.length === 1 ? await tryArea(only) : await tryAll();
const total = Object.values(tried.cases).reduce((sum, one) => sum + one, 0);
console.log(
  JSON.stringify({ seed, cases: total, ...tried.cases, failures: tried.failures, seconds: seconds() }),
);
process.exit(tried.failures > 0 ? 1 : 0);

/** Sequences and pages are not a share of the cases: there are as many, up to what is thorough. */
function runsOf(name: Name): number {
  if (name === "model") return Math.min(runs, thoroughSequences);
  return name === "pages" ? Math.min(runs, thoroughPages) : Math.round(runs * shares[name]);
}

async function tryArea(name: Name): Promise<AreaResult> {
  const progress = (sofar: number) => console.log(`${name}: ${sofar} of ${runs}, ${seconds()} s`);
  const { cases, failure } = await runArea(areas[name], { runs, seed, progress, path: values.path });
  if (failure) {
    const { seed: failed, path, example, error } = failure;
    console.log(`${name} failed: npm run fuzz -- --only ${name} --seed ${failed} --path ${path}`);
    console.log(`${error}\n${example}`);
  }
  const failures = failure ? 1 : 0;
  if (name === "model") keepSequences({ sequences: cases, violations: failures });
  return { cases: { [name]: cases }, failures };
}

/** For the figure `intake.model`. */
function keepSequences(counted: Pick<SequencesRun, "sequences" | "violations">): void {
  const run: SequencesRun = { at: new Date().toISOString(), seed, ...counted };
  mkdirSync(dirname(lastSequencesFile), { recursive: true });
  writeFileSync(lastSequencesFile, JSON.stringify(run));
}

/** Runs the areas in parallel, each in its own process. */
async function tryAll(): Promise<AreaResult> {
  console.log(`seed ${seed}`);
  const all = await Promise.all(names.map((name) => tryBeside(name, runsOf(name))));
  return {
    cases: Object.assign({}, ...all.map(({ cases }) => cases)),
    failures: all.reduce((sum, { failures }) => sum + failures, 0),
  };
}

/** A process that ends without a result counts as failed. */
async function tryBeside(name: Name, share: number): Promise<AreaResult> {
  const own = [import.meta.filename, "--only", name, "--runs", `${share}`, "--seed", `${seed}`];
  const child = spawn(process.execPath, own, { stdio: ["ignore", "pipe", "inherit"] });
  let last = "";
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith("{")) console.log(line);
    last = line;
  }
  try {
    const { [name]: cases, failures } = JSON.parse(last);
    return { cases: { [name]: cases }, failures };
  } catch {
    console.log(`${name} failed: its process ended without a result`);
    return { cases: { [name]: 0 }, failures: 1 };
  }
}

function seconds(): number {
  return Math.round((performance.now() - startMs) / 1000);
}
