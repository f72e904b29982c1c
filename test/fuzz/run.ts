/** Runs properties in chunks, each with a seed that follows from the run's own, and says what broke them. */

import fc, { type IAsyncProperty } from "fast-check";
import { setImmediate as turn } from "node:timers/promises";

/** What one area is tried with: made anew for each chunk, so that the last chunk is as fast as the first. */
export interface Area {
  // biome-ignore lint/suspicious/noExplicitAny: each area generates cases of its own
  open(): Promise<{ property: IAsyncProperty<any>; close(): Promise<void> }>;
}

export interface Outcome {
  cases: number;
  /** The first failure: how to see it again, and the smallest case that shows it. */
  failure?: { seed: number; path: string; example: string; error: string };
}

const chunkCases = 2_500;

export async function runArea(
  area: Area,
  { runs, seed, progress }: { runs: number; seed: number; progress?: (cases: number) => void },
): Promise<Outcome> {
  const strays: unknown[] = [];
  const note = (reason: unknown) => void strays.push(reason);
  const { error, warn } = console;
  const write = process.stderr.write.bind(process.stderr);
  // What the product says about a bug belongs to its failure, and is in the way otherwise.
  const said: string[] = [];
  const keep = (...parts: unknown[]) => void said.push(parts.map(String).join(" ")) || void said.splice(0, said.length - 3);
  Object.assign(console, { error: keep, warn: keep });
  process.stderr.write = ((line: string) => keep(line) ?? true) as typeof process.stderr.write;
  process.on("unhandledRejection", note);
  process.on("uncaughtException", note);
  let cases = 0;
  try {
    for (let chunk = 0; cases < runs; chunk++) {
      const { property, close } = await area.open();
      const numRuns = Math.min(chunkCases, runs - cases);
      const details = await fc.check(watchStrays(property, strays), {
        ...{ seed: seed + chunk, numRuns, verbose: 0 },
        interruptAfterTimeLimit: 3_600_000,
        markInterruptAsFailure: false,
      });
      await close();
      cases += details.numRuns;
      if (details.failed) {
        const { counterexamplePath, counterexample, errorInstance } = details;
        const example = JSON.stringify(counterexample, null, 1).slice(0, 6_000);
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

/** A rejection that nobody handled fails the case that it came with. */
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
