/** Starts "pilih beberapa" from the popup or the context menu. */

import { done, fail, type Result } from "../../shared/contract/result.ts";
import { injectFile, runInFrames } from "../browser/browser.ts";

/**
 * `frameId`: the frame in which the menu was opened. The top frame is used if that one has no buttons. Fails
 * with `capture-failed` if our script is missing (the tab is older than the extension).
 */
export async function startSelection(tabId: number, frameId = 0): Promise<Result<Record<string, never>>> {
  for (const frame of new Set([frameId, 0])) {
    // Runs in the button script's world. The function cannot use other code of ours, only the page's shared
    // globals.
    const [isThere] = await runInFrames(
      tabId,
      frame,
      (several: boolean) => {
        const memory = globalThis.laporKominfo;
        if (memory) memory.selectionRequested = several;
        return memory !== undefined;
      },
      true,
    );
    if (!isThere) continue;
    await injectFile(tabId, frame, "capture.js");
    return done;
  }
  return fail("capture-failed", "no script in this tab", "now");
}
