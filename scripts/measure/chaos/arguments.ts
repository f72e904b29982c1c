import { parseArgs } from "node:util";
import type { BrowserName } from "../../dev/drivers/driver.ts";
import type { Engine } from "../../dev/kits/stores.ts";

export interface ChaosOptions {
  minutes: number;
  seed: number;
  /** Stops reporting after this number; Infinity to use all the time. */
  reports: number;
  /** Repeats the run, with fewer kills, until this many reports are made; at most five times. */
  atLeast: number;
  browsers: readonly BrowserName[];
  engine: Engine;
  replicas: number;
  /** Mean time between kills. */
  killEveryMs: number;
  /** Share of all requests that meet a fault, 0 to 1. */
  faultShare: number;
  /** Spoils three reports before the count, which must then detect each. */
  breakThree: boolean;
  /** Path of the run's diary. */
  diary: string;
  say(line: string): void;
}

const browsers: Record<string, readonly BrowserName[]> = {
  chromium: ["chromium"],
  firefox: ["firefox"],
  both: ["chromium", "firefox"],
};

/** Throws an error with one sentence if an argument is invalid. */
export function readArguments(argv: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      minutes: { type: "string", default: "1" },
      seed: { type: "string" },
      reports: { type: "string" },
      browser: { type: "string", default: "chromium" },
      engine: { type: "string", default: "postgres" },
      replicas: { type: "string", default: "2" },
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
    killEveryMs: number("kill-every", values["kill-every"]) * 1_000,
    faultShare: number("faults", values.faults),
    breakThree: values.break,
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
