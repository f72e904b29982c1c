/** Databases of one object store with named values. */

import { openDB } from "idb";

interface Values<V> {
  get(key: string): Promise<V | undefined>;
  put(value: V, key: string): Promise<unknown>;
  clear(): Promise<void>;
}

/** Returns a function that runs `act` in one transaction and waits until it is committed. */
export function valueStore<V>(database: string, name: string) {
  return async <T>(mode: "readonly" | "readwrite", act: (values: Values<V>) => Promise<T>): Promise<T> => {
    const db = await openDB(database, 1, { upgrade: (made) => void made.createObjectStore(name) });
    try {
      const tx = db.transaction(name, mode);
      const [answer] = await Promise.all([act(tx.store as Values<V>), tx.done]);
      return answer;
    } finally {
      db.close();
    }
  };
}
