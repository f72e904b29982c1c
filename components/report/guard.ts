/** Decides when input may be believed: "send" only after the form was visible and uncovered long enough. */

export interface Guard {
  /** The form is, or is no longer, wholly visible and uncovered. */
  seen(uncovered: boolean, nowMs: number): void;
  /** Something opened over the form and the form was raised again: the wait starts over. */
  disturbed(nowMs: number): void;
  /** Milliseconds until "send" may be believed; 0 now, Infinity while covered. */
  waitMs(nowMs: number): number;
  /** Whether anything but "send" may be believed: while uncovered, and not right after a disturbance. */
  accepts(nowMs: number): boolean;
}

/** `requiredMs`: how long the form must have been uncovered. */
export function createGuard(requiredMs: number): Guard {
  let sinceMs: number | undefined;
  let disturbedMs = Number.NEGATIVE_INFINITY;
  return {
    seen(uncovered, nowMs) {
      if (!uncovered) sinceMs = undefined;
      else sinceMs ??= nowMs;
    },
    disturbed(nowMs) {
      disturbedMs = nowMs;
      if (sinceMs !== undefined) sinceMs = nowMs;
    },
    waitMs(nowMs) {
      return sinceMs === undefined ? Number.POSITIVE_INFINITY : Math.max(0, sinceMs + requiredMs - nowMs);
    },
    accepts: (nowMs) => sinceMs !== undefined && nowMs - disturbedMs >= requiredMs,
  };
}
