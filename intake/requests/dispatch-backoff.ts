/** Backoff of letters, and when they are given up. */

import { exponentialBackoff } from "../../utils/shared/policy/backoff.ts";

const [firstMs, longestMs] = [30_000, 3_600_000];
const dayMs = 24 * 3_600_000;
/** Minimum attempts, because an intake that was off for a day has not tried. */
const minAttempts = 8;

/** Exponential backoff from 30 seconds to an hour, with 10 % jitter so that letters do not retry at once. */
export function dispatchBackoffMs(tries: number, random: () => number): number {
  const spread = 0.9 + 0.2 * random();
  return Math.min(longestMs, Math.round(exponentialBackoff(tries, { firstMs, longestMs }) * spread));
}

/** `since` is when it was queued. */
export function isExhausted(tries: number, since: Date, at: Date): boolean {
  return tries >= minAttempts && at.getTime() - since.getTime() >= dayMs;
}
