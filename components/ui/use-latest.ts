/** The last rendered value, for code that runs after a request is answered. */

import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Returns a ref to the last rendered `value`, or to `gone` after the component is removed. */
export function useLatest<T>(value: T, gone: T): RefObject<T> {
  const latest = useRef(value);
  latest.current = value;
  useEffect(
    () => () => {
      latest.current = gone;
    },
    [],
  );
  return latest;
}
