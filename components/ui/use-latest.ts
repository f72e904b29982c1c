/** What is on the screen, for acts that are answered late. */

import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** The value of the last render; `gone` after the component was removed, when an answer must move nothing. */
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
