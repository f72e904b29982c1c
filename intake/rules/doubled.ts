/** How long to wait before the next try of something that failed. */

/** In milliseconds; `tries`: those that failed, from 1. Twice as long each time, up to the longest. */
export function doubled(
  tries: number,
  { firstMs, longestMs }: { firstMs: number; longestMs: number },
): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(tries - 1, 40));
}
