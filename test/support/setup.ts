/** Installs WXT's fake browser and an in-memory IndexedDB as globals. */

import "fake-indexeddb/auto";
import { fakeBrowser } from "wxt/testing/fake-browser";

// The polyfill refuses to load without `chrome.runtime.id`.
Object.assign(globalThis, { browser: fakeBrowser, chrome: fakeBrowser });
// Functions missing in the fake browser whose effect is not tested.
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
