/** Growing waits between tries, with jitter so that a thousand devices do not return at once. */

import { limits } from "../contract/limits.ts";
import { backoffFirstMs, backoffLongestMs } from "../core/waits.ts";
import { exponentialBackoff } from "../policy/backoff.ts";

/** Of what the intake asks for, added so that those it sent away together do not return together. */
const spread = 0.1;

/** No wait is ever longer: a later time was written by a clock that has since been set back. */
export const longestWaitMs = Math.round(limits.retryAfterMs * (1 + spread));

/**
 * How long to wait after the given number of failed tries: doubling, capped, between half and the whole; never shorter
 * than what the intake asked for.
 */
export function waitMs(tries: number, random: () => number, retryAfterMs = 0): number {
  const whole = exponentialBackoff(tries, { firstMs: backoffFirstMs, longestMs: backoffLongestMs });
  const asked = Math.min(limits.retryAfterMs, retryAfterMs) * (1 + random() * spread);
  return Math.round(Math.max(whole * (0.5 + random() / 2), asked));
}
