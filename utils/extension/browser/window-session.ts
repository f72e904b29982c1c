/** Session storage for pages that a person may have open twice: notifies each window of changes by the others. */

import { browser } from "wxt/browser";
import { session } from "./session-storage.ts";

/** Values of watched keys that this window wrote and the browser has not reported yet, oldest first. */
const unreported = new Map<string, string[]>();

/** Storage does not keep the order of an object's properties. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

function noteOwn(key: string, value: unknown): void {
  unreported.get(key)?.push(textOf(value));
}

/** True for a change that this window made, which is reported to it, too. */
function isOwn(key: string, value: unknown): boolean {
  const waiting = unreported.get(key) ?? [];
  const at = waiting.indexOf(textOf(value));
  // The browser reports no write of the same value, so older ones may never be reported.
  waiting.splice(0, at + 1);
  return at >= 0;
}

export const windowSession = {
  read: session.read,
  write<T>(key: string, value: T): Promise<void> {
    noteOwn(key, value);
    return session.write(key, value);
  },
  remove(key: string): Promise<void> {
    noteOwn(key, null);
    return session.remove(key);
  },
  /** Calls the listener after another page of the extension changed or removed the value. */
  watchOthers<T>(key: string, listener: (value: T | null) => void): () => void {
    const listen = (changes: Record<string, { newValue?: unknown }>, area: string) => {
      const change = changes[key];
      if (area !== "session" || !change) return;
      const value = (change.newValue ?? null) as T | null;
      if (!isOwn(key, value)) listener(value);
    };
    unreported.set(key, []);
    browser.storage.onChanged.addListener(listen);
    return () => {
      unreported.delete(key);
      browser.storage.onChanged.removeListener(listen);
    };
  },
};
