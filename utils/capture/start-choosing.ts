/** Starts "pilih beberapa" from outside the page: the popup, the context menu. */

import { injectFile, runInTab } from "../core/browser.ts";

/** Nothing happens in a tab without our buttons. */
export async function startChoosing(tabId: number): Promise<void> {
  // Runs where the button's script does, and nothing of ours comes along: only the page's own memory of a click.
  await runInTab(tabId, () => {
    if (globalThis.laporKominfo) globalThis.laporKominfo.several = true;
  });
  await injectFile(tabId, 0, "capture.js");
}
