/** When a list may be drawn: parts that come one after another would move what a person is about to press. */

import { useEffect, useState } from "preact/hooks";

/** A slow network does not keep back what is already here for longer. */
const longestMs = 2_000;

/** False until every part has its first answer or the wait is over; true from then on. */
export function useDrawn(parts: readonly { loading: boolean }[]): boolean {
  const [drawn, setDrawn] = useState(false);
  const isHere = parts.every(({ loading }) => !loading);
  useEffect(() => {
    if (drawn) return;
    if (isHere) return setDrawn(true);
    const timer = setTimeout(() => setDrawn(true), longestMs);
    return () => clearTimeout(timer);
  }, [drawn, isHere]);
  return drawn || isHere;
}
