/** Times and targets of all faults, fixed by the seed before the run so that it can be reproduced. */

import { randomOf } from "./random.ts";

/** Number of acts of each kind in a hundred. Killing a background is cheap; killing a browser costs seconds. */
const shares = {
  background: 54,
  intake: 24,
  postgres: 10,
  browser: 8,
  "evidence-full": 2,
  "database-full": 2,
} as const;

export type ActKind = keyof typeof shares;
export const killKinds = ["background", "intake", "postgres", "browser"] as const;

export interface Act {
  atMs: number;
  kind: ActKind;
  /** Index of the browser or replica, taken modulo their number. */
  target: number;
  /** Time until the target is restarted or the disk is freed. */
  forMs: number;
}

export interface ScheduleOptions {
  seed: number;
  lastsMs: number;
  /** Mean interval. */
  everyMs: number;
  /** The kinds that this run supports. */
  kinds: readonly ActKind[];
}

/** Evenly spread with jitter. Each kind occurs according to its share, at least once. */
export function scheduleOf({ seed, lastsMs, everyMs, kinds }: ScheduleOptions): Act[] {
  const random = randomOf(seed, "schedule");
  const count = Math.max(kinds.length, Math.floor(lastsMs / everyMs));
  const whole = kinds.reduce((sum, kind) => sum + shares[kind], 0);
  const counted = kinds.flatMap((kind) => {
    const times = Math.max(1, Math.round((count * shares[kind]) / whole));
    return Array.from({ length: times }, () => kind);
  });
  const slotMs = lastsMs / counted.length;
  return random.shuffle(counted).map((kind, index) => ({
    atMs: Math.round((index + random.next()) * slotMs),
    kind,
    target: random.between(0, 1_000),
    forMs: random.between(0, kind.endsWith("-full") ? 6_000 : 1_500),
  }));
}
