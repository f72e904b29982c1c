/** Puts WXT's fake browser and an in-memory IndexedDB where the extension expects the real ones. */

import "fake-indexeddb/auto";
import { fakeBrowser } from "wxt/testing/fake-browser";

Object.assign(globalThis, { browser: fakeBrowser });
