/** Counts down to an instant, for "batalkan". */

import { useEffect, useState } from "preact/hooks";

/** Whole seconds left until an instant, never negative; 0 without one. */
export function useSecondsLeft(until: string | undefined): number {
  const left = () =>
    until === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    if (until === undefined) return;
    const timer = setInterval(() => setSeconds(left()), 200);
    return () => clearInterval(timer);
  }, [until]);
  return seconds;
}
