/** Exponential backoff with jitter, so that many devices do not retry at the same time. */

import { limits } from "../../shared/contract/limits.ts";
import { exponentialBackoff } from "../../shared/policy/backoff.ts";
import { backoffFirstMs, backoffLongestMs } from "../browser/delays.ts";

/** Jitter as a share of the requested wait, added so that devices refused together do not return together. */
const spread = 0.1;

/** The longest possible wait. A later time was written before the clock was set back. */
export const longestWaitMs = Math.round(limits.retryAfterMs * (1 + spread));

/**
 * Wait after the given number of failures: doubles up to a cap, with jitter down to half. Never shorter than
 * the intake's Retry-After.
 */
export function waitMs(tries: number, random: () => number, retryAfterMs = 0): number {
  const whole = exponentialBackoff(tries, { firstMs: backoffFirstMs, longestMs: backoffLongestMs });
  const asked = Math.min(limits.retryAfterMs, retryAfterMs) * (1 + random() * spread);
  return Math.round(Math.max(whole * (0.5 + random() / 2), asked));
}
