/** The current time, updated twice a minute, for displayed clocks. */

import { useEffect, useState } from "preact/hooks";

const tickMs = 30_000;

export function useNow(): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
