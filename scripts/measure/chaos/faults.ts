/** Faults of requests between a device and the intake, and their frequency. */

import { randomOf } from "./random.ts";

export const faultKinds = [
  /** The connection ends before the request reaches the intake. */
  "drop-before",
  /** The intake handles the request, but its answer is lost. */
  "drop-after",
  /** The intake receives the first half of the request. */
  "half-request",
  /** The device receives the first half of the answer. */
  "half-answer",
  "delay-before",
  "delay-after",
  /** Sends the request twice concurrently; the device gets the first answer. */
  "twice",
  /** Sends the request twice concurrently; the device gets the second answer. */
  "twice-second",
  /** Repeats the request some time after its answer. */
  "replay",
  /** Returns the answer to an earlier request of the same route. */
  "stale-answer",
  "status-503",
  "status-429",
  /** A captive portal's log-in page with status 200 instead of the answer. */
  "captive-page",
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface Faults {
  /** The fault of the next request; undefined for none. */
  next(): { kind: FaultKind; delayMs: number } | undefined;
  counts: Record<FaultKind, number>;
  stop(): void;
  start(): void;
}

const longestDelayMs = 1_500;

/** `share` of all requests, 0 to 1. Each kind occurs once before any occurs twice. */
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
