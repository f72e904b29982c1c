/** Growing waits between tries, with jitter so that a thousand devices do not return at once. */

const firstMs = 2_000;
const longestMs = 15 * 60_000;

/** How long to wait after the given number of failed tries: doubling, capped, between half and the whole. */
export function waitMs(tries: number, random: () => number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.max(0, tries - 1));
  return Math.round(whole * (0.5 + random() / 2));
}
