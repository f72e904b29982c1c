/** Displayed clocks: the current time, and the seconds left. */

import { useEffect, useState } from "preact/hooks";

const tickMs = 30_000;

/** Updated twice a minute. */
export function useNow(): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}

/** Whole seconds until an ISO time, never negative; 0 if undefined. */
export function useSecondsLeft(until: string | undefined): number {
  const countSeconds = () =>
    until === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(countSeconds);
  useEffect(() => {
    setSeconds(countSeconds());
    if (until === undefined) return;
    const timer = setInterval(() => setSeconds(countSeconds()), 200);
    return () => clearInterval(timer);
  }, [until]);
  return seconds;
}
