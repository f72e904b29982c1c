import type { Store } from "../../../intake/db/store.ts";
import type { BrowserName } from "../../dev/drivers/driver.ts";

export interface ChaosOptions {
  minutes: number;
  seed: number;
  /** Stops reporting after this number; Infinity to use all the time. */
  reports: number;
  /** Repeats the run, with fewer kills, until this many reports are made; at most five times. */
  atLeast: number;
  browsers: readonly BrowserName[];
  engine: Store["engine"];
  replicas: number;
  /** Two PostgreSQL servers share the posts; replicas are of one and the other in turn, and spots move. */
  cells: boolean;
  /** Mean time between kills. */
  killEveryMs: number;
  /** Share of all requests that meet a fault, 0 to 1. */
  faultShare: number;
  /** Spoils three reports before the count, which must then detect each. */
  corruptThree: boolean;
  /** Path of the run's diary. */
  diary: string;
  say(line: string): void;
}
