/** Starts "pilih beberapa" from outside the page: the popup, the menu. */

import { done, fail, type Result } from "../contract/result.ts";
import { injectFile, runInFrames } from "../core/browser.ts";

/**
 * `frameId`: where the menu was opened; the page's own frame where that one has no buttons.
 * Problems: `capture-failed` where our script is not (the tab is older than the extension).
 */
export async function startChoosing(tabId: number, frameId = 0): Promise<Result<Record<string, never>>> {
  for (const frame of new Set([frameId, 0])) {
    // Runs where the button's script does, and nothing of ours comes along: only the page's own memory of a click.
    const [isThere] = await runInFrames(
      tabId,
      frame,
      (several: boolean) => {
        const memory = globalThis.laporKominfo;
        if (memory) memory.several = several;
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
