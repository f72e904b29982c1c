/** Short-lived values of this device. Apart from `storage.ts`, whose shapes a page need not read before it starts. */

import { browser } from "wxt/browser";
import { fail, type Result } from "../../shared/contract/result.ts";

/** Returns `no-room` if the drafts of all tabs fill the browser's memory. Chrome and Firefox name it differently. */
export async function orNoRoom<T>(act: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await act();
  } catch (error) {
    if (/quota/i.test(String(error))) return fail("no-room", String(error).slice(0, 300), "later");
    throw error;
  }
}

/** Values that live until the browser closes and never touch the disk. Closed to content scripts by default. */
export const session = {
  read: async <T>(key: string) => ((await browser.storage.session.get(key))[key] ?? null) as T | null,
  write: <T>(key: string, value: T) => browser.storage.session.set({ [key]: value }),
  remove: (key: string) => browser.storage.session.remove(key),
  readAll: () => browser.storage.session.get(null),
  clear: () => browser.storage.session.clear(),
  /** Calls the listener after every change, whichever page of the extension made it. */
  watch<T>(key: string, listener: (value: T | null) => void): void {
    browser.storage.onChanged.addListener((changes, area) => {
      const change = changes[key];
      if (area === "session" && change) listener((change.newValue ?? null) as T | null);
    });
  },
};
