/** Loads the capture script into the page once, on the first press. */

import { extensionAlive } from "../../../extension/browser/browser.ts";
import { send } from "../../../extension/messages/send.ts";
import type { PageScriptState } from "./post-ref.ts";

/**
 * Returns a function that passes each press to the capture script. It resolves to false if the script cannot be
 * loaded.
 */
export function captureOpener(): (memory: PageScriptState) => Promise<boolean> {
  let loading: ReturnType<typeof send<"open-capture">> | undefined;
  return async (memory) => {
    loading ??= send("open-capture", {});
    const { ok } = await loading;
    if (!ok) loading = undefined;
    if (!ok || !extensionAlive()) return false;
    // A newly loaded script takes the press itself. One that was already loaded does not.
    if (memory.presses.length > 0) void memory.openForm?.(memory);
    return true;
  };
}
