/** Puts WXT's fake browser and an in-memory IndexedDB where the extension expects the real ones. */

import "fake-indexeddb/auto";
import { fakeBrowser } from "wxt/testing/fake-browser";

// The polyfill refuses to load where `chrome.runtime.id` is missing.
Object.assign(globalThis, { browser: fakeBrowser, chrome: fakeBrowser });
// What the fake browser has not: where nobody looks, it is enough that it can be called.
Object.assign(fakeBrowser.runtime, { setUninstallURL: async () => undefined });
Object.assign(fakeBrowser.storage.local, { setAccessLevel: async () => undefined });

// A reset browser has no settings either.
const reset = fakeBrowser.reset.bind(fakeBrowser);
Object.assign(fakeBrowser, {
  reset: () => {
    reset();
    indexedDB.deleteDatabase("settings");
  },
});
