/** Delays a list until all parts above it have loaded, so that they do not move what a person is about to press. */

import { useEffect, useState } from "preact/hooks";

/** Longest wait for the others once one part has its answer. */
const longestMs = 2_000;

/** False until every part has its first answer, or the longest wait is over; true from then on. */
export function useAllLoaded(parts: readonly { loading: boolean }[]): boolean {
  const [drawn, setDrawn] = useState(false);
  const isHere = parts.every(({ loading }) => !loading);
  const isAnyHere = parts.some(({ loading }) => !loading);
  useEffect(() => {
    if (drawn || !isAnyHere) return;
    if (isHere) return setDrawn(true);
    const timer = setTimeout(() => setDrawn(true), longestMs);
    return () => clearTimeout(timer);
  }, [drawn, isHere, isAnyHere]);
  return drawn || isHere;
}
