/** How long a letter waits between tries, and when it is given up. */

import { exponentialBackoff } from "../../utils/policy/backoff.ts";

const [firstMs, longestMs] = [30_000, 3_600_000];
const dayMs = 24 * 3_600_000;
/** An intake that was off for a day has tried nothing meanwhile. */
const fewestTries = 8;

/** Half a minute, then twice as long each time, at most an hour; a tenth more or less, so that letters do not come all at once. */
export function waitMs(tries: number, random: () => number): number {
  const spread = 0.9 + 0.2 * random();
  return Math.min(longestMs, Math.round(exponentialBackoff(tries, { firstMs, longestMs }) * spread));
}

/** `since`: when it was put into the queue. */
export function isGivenUp(tries: number, since: Date, at: Date): boolean {
  return tries >= fewestTries && at.getTime() - since.getTime() >= dayMs;
}
