/** When a row wants attention, by a clock that a person or the network may set anew at any time. */

import type { OutboxRow, OutboxState } from "../contract/outbox.ts";
import { undoMs } from "../core/waits.ts";
import { longestWaitMs } from "./backoff.ts";

/** Rows in any other are at rest, or in the hands of whoever sends. */
export const statesWithTime: readonly OutboxState[] = ["held", "waiting", "withdrawing"];

/**
 * Epoch ms, or undefined when the row is at rest. A time further away than any wait was written before the clock was set
 * back, and counts as past.
 */
export function dueAtMs(row: OutboxRow, nowMs: number): number | undefined {
  if (row.state === "held") return sooner(Date.parse(row.savedAt) + undoMs, 2 * undoMs, nowMs);
  if (row.state === "waiting" || row.state === "withdrawing")
    return row.nextTryAt ? sooner(Date.parse(row.nextTryAt), longestWaitMs, nowMs) : 0;
  return undefined;
}

function sooner(atMs: number, longestMs: number, nowMs: number): number {
  return atMs - nowMs > longestMs ? 0 : atMs;
}
