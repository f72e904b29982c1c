/** Delays a list until all parts above it have loaded, so that they do not move what a person is about to press. */

import { useEffect, useState } from "preact/hooks";

/** Longest delay on a slow network. */
const longestMs = 2_000;

/** False until every part has its first answer or the delay has passed; true from then on. */
export function useAllLoaded(parts: readonly { loading: boolean }[]): boolean {
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
