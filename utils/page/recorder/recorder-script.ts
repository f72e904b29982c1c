/**
 * For a browser driven by `npm run record`: a key records the post under the pointer and passes the case to the
 * script.
 */

import { recordAt } from "./record-at.ts";

declare global {
  /** Bound by the script that opened the browser. */
  var laporRecorded: ((text: string | null) => void) | undefined;
}

addEventListener(
  "keydown",
  (event) => {
    if (!(event.isTrusted && event.altKey && event.shiftKey && event.code === "KeyR")) return;
    event.preventDefault();
    const pointed = [...document.querySelectorAll(":hover")].at(-1);
    globalThis.laporRecorded?.((pointed && recordAt(pointed, document)) ?? null);
  },
  { capture: true },
);
