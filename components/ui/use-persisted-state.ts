/** Keeps drafts in memory across popup visits: a click on the page closes the popup. */

import { createContext } from "preact";
import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface StateStore {
  read<T>(key: string): Promise<T | null>;
  write<T>(key: string, value: T): Promise<void>;
  remove(key: string): Promise<void>;
  /** Calls the listener after another window changed or removed the value. Returns the function that ends it. */
  watchOthers?<T>(key: string, listener: (value: T | null) => void): () => void;
}

export const noStore: StateStore = {
  read: async () => null,
  write: async () => undefined,
  remove: async () => undefined,
};

export const StateStoreContext = createContext<StateStore>(noStore);

export interface PersistedState<T> {
  value: T;
  set(change: (old: T) => T): void;
  /** Shows a value that is already stored. */
  show(value: T): void;
  /** Deletes the stored value but leaves it on the screen. */
  forget(): void;
  /** Deletes the value and resets it. With the value that was sent: only if nothing was typed since. */
  clear(sent?: T): void;
}

/** Like `useState`, but restores the value under `key` when the popup is opened again. */
export function usePersistedState<T>(key: string, first: () => T): PersistedState<T> {
  const keeper = useContext(StateStoreContext);
  const [value, setValue] = useState(first);
  const latest = useRef(value);
  const touched = useRef(false);
  const show = (next: T) => {
    latest.current = next;
    setValue(next);
  };

  // A layout effect: an effect would wait for the next frame.
  useLayoutEffect(() => {
    void keeper.read<T>(key).then((kept) => {
      // Newly typed text is newer than the stored value.
      if (kept !== null && !touched.current) show(kept);
    });
  }, [key, keeper]);

  const forget = () => void keeper.remove(key);
  return {
    value,
    show,
    forget,
    set(change) {
      touched.current = true;
      show(change(latest.current));
      void keeper.write(key, latest.current);
    },
    clear(sent) {
      if (sent !== undefined && latest.current !== sent) return;
      touched.current = true;
      show(first());
      forget();
    },
  };
}
