/** Exponential backoff in milliseconds, capped at `longestMs`. `tries` is the number of failures, from 1. */
export function doubled(
  tries: number,
  { firstMs, longestMs }: { firstMs: number; longestMs: number },
): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(tries - 1, 40));
}
