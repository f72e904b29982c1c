/** Displayed clocks: the intake's time, and the seconds left. */

import { useEffect, useState } from "preact/hooks";

const tickMs = 30_000;

let offsetMs = 0;
const listeners = new Set<() => void>();

/**
 * Time limits come from the intake, so they are compared with its time.
 * @param ms device time minus the intake's time
 */
export function setClockOffset(ms: number): void {
  offsetMs = ms;
  for (const tell of listeners) tell();
}

/** By the intake's clock, as far as it is known. */
export const intakeNow = () => Date.now() - offsetMs;

/** Re-reads the value when the offset changes. */
function useClock<T>(read: () => T): [value: T, update: () => void] {
  const [value, setValue] = useState(read);
  const update = () => setValue(read);
  useEffect(() => {
    listeners.add(update);
    return () => void listeners.delete(update);
  }, []);
  return [value, update];
}

/** Device time minus the intake's time, in milliseconds. */
export const useClockOffset = () => useClock(() => offsetMs)[0];

/** The intake's time, updated twice a minute. */
export function useNow(): number {
  const [nowMs, update] = useClock(intakeNow);
  useEffect(() => {
    const timer = setInterval(update, tickMs);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}

/** Whole seconds until an ISO time of this device, never negative; 0 if undefined. */
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
