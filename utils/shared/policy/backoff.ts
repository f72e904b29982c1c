/** Exponential backoff. */

export interface Waits {
  firstMs: number;
  longestMs: number;
}

/** Returns `firstMs` after the first failure and twice as much after each further one, capped at `longestMs`. */
export function exponentialBackoff(failures: number, { firstMs, longestMs }: Waits): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(40, Math.max(0, failures - 1)));
}
