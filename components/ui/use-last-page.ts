/** The first page of a list as it was seen last, so that it can be drawn while the intake is asked. */

import { useContext, useLayoutEffect } from "preact/hooks";
import { StateStoreContext } from "./use-persisted-state.ts";

/** An older list would show too much that is settled. */
const rememberMs = 12 * 3_600_000;

interface Mark {
  key: string;
  /** When the intake gave it, in milliseconds since the epoch. */
  atMs: number;
}

/**
 * One value per `name` is kept; `key` names the person and filter that it answers. `onFound` runs if the kept value has this
 * key and is not too old. Returns the function that keeps a new one.
 */
export function useRemembered<T extends object>(
  name: string,
  key: string,
  onFound: (kept: T & Mark) => void,
): (value: T) => void {
  const keeper = useContext(StateStoreContext);
  // Drawn at once. In a layout effect, because an effect would wait for the next frame.
  useLayoutEffect(() => {
    void keeper.read<T & Mark>(name).then((kept) => {
      if (kept?.key === key && Date.now() - kept.atMs <= rememberMs) onFound(kept);
    });
  }, [key]);
  return (value) => void keeper.write<T & Mark>(name, { ...value, key, atMs: Date.now() });
}
