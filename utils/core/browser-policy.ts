/** The extension API of policy alone. */

import { browser } from "wxt/browser";

/** What an administrator set by policy; Firefox rejects where there is none, and where its manifest is broken. */
export async function readManagedStorage(): Promise<Record<string, unknown>> {
  return browser.storage.managed.get(null).catch(() => ({}));
}

/** Tells of every change of policy; Firefox has one for as long as it runs. */
export function onManagedStorage(listener: () => void): void {
  browser.storage.onChanged.addListener((_, area) => {
    if (area === "managed") listener();
  });
}
