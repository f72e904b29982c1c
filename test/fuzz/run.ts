/** Runs properties in chunks, with seeds derived from the run's seed, and reports failures. */

import { setImmediate as turn } from "node:timers/promises";
import fc, { type IAsyncProperty } from "fast-check";

/** Setup of one area, repeated for each chunk, so that the last chunk is as fast as the first. */
export interface Area {
  // biome-ignore lint/suspicious/noExplicitAny: each area generates cases of its own
  open(): Promise<{ property: IAsyncProperty<any>; close(): Promise<void> }>;
  /** Cases per chunk, for areas with slow cases. */
  chunkCases?: number;
}

export interface Outcome {
  cases: number;
  /** The first failure: how to reproduce it, and the smallest failing case. */
  failure?: { seed: number; path: string; example: string; error: string };
}

/** Share of each area in all generated cases. */
export const shares = { routes: 0.25, messages: 0.4, rows: 0.2, signatures: 0.15 };

const usualChunk = 2_500;

/** Cases per run of `npm test`; `npm run fuzz` uses `thoroughCases`. */
export const quickCases = 900;
export const thoroughCases = 100_000;

/** Sequences of acts beside the cases of `npm run fuzz`, and of `npm test`. */
export const thoroughSequences = 10_000;
export const quickSequences = 150;

/** Hostile pages beside the cases of `npm run fuzz`, and for each site in `npm test`. */
export const thoroughPages = 10_000;
export const quickPages = 50;

export interface Options {
  runs: number;
  seed: number;
  /** Path to a failure, to reproduce it directly. */
  path?: string | undefined;
  progress?: (cases: number) => void;
}

export async function runArea(area: Area, { runs, seed, path, progress }: Options): Promise<Outcome> {
  const strays: unknown[] = [];
  const note = (reason: unknown) => void strays.push(reason);
  const { error, warn } = console;
  const write = process.stderr.write.bind(process.stderr);
  // Output about a bug is kept for the failure report and suppressed otherwise.
  const said: string[] = [];
  const keep = (...parts: unknown[]) => {
    said.push(parts.map(String).join(" ").slice(0, 1_500));
    said.splice(0, said.length - 3);
    return true;
  };
  Object.assign(console, { error: keep, warn: keep });
  process.stderr.write = ((line: string) => keep(line)) as typeof process.stderr.write;
  process.on("unhandledRejection", note);
  process.on("uncaughtException", note);
  let cases = 0;
  try {
    for (let chunk = 0; cases < runs; chunk++) {
      const { property, close } = await area.open();
      const numRuns = Math.min(area.chunkCases ?? usualChunk, runs - cases);
      const details = await fc.check(watchStrays(property, strays), {
        seed: seed + chunk,
        numRuns,
        verbose: 0,
        interruptAfterTimeLimit: 3_600_000,
        markInterruptAsFailure: false,
        ...(path === undefined ? {} : { path }),
      });
      await close();
      cases += details.numRuns;
      if (details.failed) {
        const { counterexamplePath, counterexample, errorInstance } = details;
        const example = JSON.stringify(counterexample, shorten, 1).slice(0, 8_000);
        const what = errorInstance instanceof Error ? errorInstance.stack : String(errorInstance);
        const failure = { seed: seed + chunk, path: counterexamplePath ?? "", example };
        return { cases, failure: { ...failure, error: [what, ...said].join("\n") } };
      }
      progress?.(cases);
    }
    return { cases };
  } finally {
    Object.assign(console, { error, warn });
    process.stderr.write = write;
    process.off("unhandledRejection", note);
    process.off("uncaughtException", note);
  }
}

function shorten(_name: string, value: unknown): unknown {
  return typeof value === "string" && value.length > 300
    ? `${value.slice(0, 300)}… (${value.length})`
    : value;
}

/** An unhandled rejection fails the case during which it occurred. */
// biome-ignore lint/suspicious/noExplicitAny: as in Area
function watchStrays(property: IAsyncProperty<any>, strays: unknown[]): IAsyncProperty<any> {
  const run = property.run.bind(property);
  return Object.assign(Object.create(property), {
    // biome-ignore lint/suspicious/noExplicitAny: as in Area
    async run(value: any) {
      const failure = await run(value);
      await turn();
      const stray = strays.splice(0)[0];
      if (stray === undefined || failure !== null) return failure;
      const error = stray instanceof Error ? stray : new Error(String(stray));
      return { error: new Error(`nobody handled: ${error.stack}`) };
    },
  });
}
