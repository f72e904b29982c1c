/** Recognises times that were stored while the clock was ahead, so that time limits do not last longer because of it. */

/** Tolerated difference between the clocks of two replicas. */
export const clockErrorMs = 3_600_000;

/** The time was stored by a clock that was ahead. */
export function isAhead(stored: Date, at: Date): boolean {
  return stored.getTime() > at.getTime() + clockErrorMs;
}
