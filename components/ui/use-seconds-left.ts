import { useEffect, useState } from "preact/hooks";

/** Whole seconds until an ISO time, never negative; 0 if undefined. */
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
