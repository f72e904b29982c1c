import { browser } from "wxt/browser";

/** Returns the settings set by policy. Firefox rejects if there are none, or if the policy manifest is invalid. */
export async function readManagedStorage(): Promise<Record<string, unknown>> {
  return browser.storage.managed.get(null).catch(() => ({}));
}

/** Calls the listener on every policy change. In Firefox policy is fixed while the browser runs. */
export function onManagedStorage(listener: () => void): void {
  browser.storage.onChanged.addListener((_, area) => {
    if (area === "managed") listener();
  });
}
