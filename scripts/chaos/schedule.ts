/** When what is killed or filled: fixed by the seed before the run begins, so that a run can be had again. */

import { randomOf } from "./random.ts";

/** How many of a hundred acts are of each kind. A background's end costs little, a browser's costs seconds. */
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
  /** Which browser or replica, as a number that is taken modulo how many there are. */
  target: number;
  /** How long what was killed stays away, or the disk full. */
  forMs: number;
}

export interface ScheduleOptions {
  seed: number;
  lastsMs: number;
  /** On the average. */
  everyMs: number;
  /** What this run can do. */
  kinds: readonly ActKind[];
}

/** Evenly spread with jitter; each kind comes as often as its share, and at least once. */
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
