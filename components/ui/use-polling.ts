/** Polls every minute while the page is visible, and immediately when it becomes visible again. */

import { useEffect, useRef } from "preact/hooks";

const pollMs = 60_000;

export function usePolling(look: () => unknown): void {
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    const check = () => void (document.visibilityState === "visible" && latest.current());
    const timer = setInterval(check, pollMs);
    document.addEventListener("visibilitychange", check);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", check);
    };
  }, []);
}
