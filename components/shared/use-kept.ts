/** What a person has typed, kept in memory while the popup is closed: a click on the page beside it closes it. */

import { createContext } from "preact";
import { useCallback, useContext, useEffect, useRef, useState } from "preact/hooks";

export interface Keeper {
  read<T>(key: string): Promise<T | null>;
  write<T>(key: string, value: T): Promise<void>;
  remove(key: string): Promise<void>;
}

const keepsNothing: Keeper = {
  read: async () => null,
  write: async () => undefined,
  remove: async () => undefined,
};

export const KeeperContext = createContext<Keeper>(keepsNothing);

export interface Kept<T> {
  value: T;
  set(change: (old: T) => T): void;
  /** Keeps it no longer, though it stays on the screen. */
  forget(): void;
  /** Forgets it and starts over. */
  clear(): void;
}

/** Like state, but found again under `key` when the popup is opened the next time. */
export function useKept<T>(key: string, first: () => T): Kept<T> {
  const keeper = useContext(KeeperContext);
  const [value, setValue] = useState(first);
  const latest = useRef(value);
  const touched = useRef(false);

  useEffect(() => {
    void keeper.read<T>(key).then((kept) => {
      // What was typed meanwhile is newer than what was kept.
      if (kept === null || touched.current) return;
      latest.current = kept;
      setValue(kept);
    });
  }, [key, keeper]);

  const set = useCallback(
    (change: (old: T) => T) => {
      touched.current = true;
      latest.current = change(latest.current);
      setValue(latest.current);
      void keeper.write(key, latest.current);
    },
    [key, keeper],
  );
  const forget = useCallback(() => void keeper.remove(key), [key, keeper]);
  const clear = useCallback(() => {
    touched.current = true;
    latest.current = first();
    setValue(latest.current);
    forget();
  }, [forget]);

  return { value, set, forget, clear };
}
