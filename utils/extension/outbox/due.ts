/** Calculates when a row is due, although the clock may be changed at any time. */

import type { OutboxRow, OutboxState } from "../../shared/contract/outbox.ts";
import { undoMs } from "../browser/waits.ts";
import { longestWaitMs } from "./backoff.ts";

/** Rows in other states are at rest or being sent. */
export const statesWithTime: readonly OutboxState[] = ["held", "waiting", "withdrawing"];

/**
 * Returns epoch ms, or undefined if the row is at rest. A time beyond the longest wait was written before the
 * clock was set back and counts as past.
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
