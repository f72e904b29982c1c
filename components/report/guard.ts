/** Decides when input is trusted: "send" only after the form was visible and uncovered long enough. */

export interface ClickGuard {
  /** `uncovered`: the form is entirely visible and uncovered. */
  seen(uncovered: boolean, nowMs: number): void;
  /** Something opened over the form and the form was raised again: restarts the wait. */
  disturbed(nowMs: number): void;
  /** Milliseconds until "send" is trusted: 0 if now, Infinity while covered. */
  waitMs(nowMs: number): number;
  /** Whether input other than "send" is trusted: while uncovered, but not right after a disturbance. */
  accepts(nowMs: number): boolean;
}

/** `requiredMs`: time for which the form must have been uncovered. */
export function createClickGuard(requiredMs: number): ClickGuard {
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
