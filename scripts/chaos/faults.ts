/** What can happen to a request between a device and the intake, and how often. */

import { randomOf } from "./random.ts";

export const faultKinds = [
  /** The connection ends before anything reached the intake. */
  "drop-before",
  /** The intake did its work, and the answer is lost. */
  "drop-after",
  /** The intake gets the first half of the request. */
  "half-request",
  /** The device gets the first half of the answer. */
  "half-answer",
  "delay-before",
  "delay-after",
  /** The same request twice at once; the device gets the answer to the first. */
  "twice",
  /** The same, and the device gets the answer to the second. */
  "twice-second",
  /** The same request again, a while after it was answered. */
  "replay",
  /** The answer to an earlier request of the same route. */
  "stale-answer",
  "status-503",
  "status-429",
  /** A network's log-in page instead of the answer, as good as any: 200. */
  "captive-page",
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface Faults {
  /** What happens to the next request; undefined: nothing. */
  next(): { kind: FaultKind; delayMs: number } | undefined;
  counts: Record<FaultKind, number>;
  stop(): void;
  start(): void;
}

const longestDelayMs = 1_500;

/** `share`: of all requests, from 0 to 1. Each kind comes once before any comes twice. */
export function faultsOf(seed: number, share: number): Faults {
  const random = randomOf(seed, "faults");
  const counts = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  let on = false;
  let deck: FaultKind[] = [];
  return {
    counts,
    next() {
      if (!on || random.next() >= share) return undefined;
      if (deck.length === 0) deck = random.shuffle(faultKinds);
      const kind = deck.pop() ?? "drop-before";
      counts[kind]++;
      return { kind, delayMs: random.between(100, longestDelayMs) };
    },
    stop: () => {
      on = false;
    },
    start: () => {
      on = true;
    },
  };
}
