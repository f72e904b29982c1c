/** Installs a new version of the extension only when the extension is idle, so that no form or page of ours closes. */

import { isOwnPageOpen, onUpdateAvailable, reloadExtension, tabExists } from "../browser/browser.ts";
import { updateRetryMs } from "../browser/delays.ts";
import { session } from "../browser/session-storage.ts";
import { listDrafts } from "../drafts/drafts.ts";
import { listIn } from "./store.ts";

const key = "update-waits";

/** The browser reports the update once; a background that starts later must still know of it. */
export async function startUpdates(): Promise<void> {
  onUpdateAvailable(() => void session.write(key, true).then(updateWhenQuiet));
  if (await session.read(key)) await updateWhenQuiet();
}

async function updateWhenQuiet(): Promise<void> {
  if (await isQuiet()) {
    await session.remove(key);
    reloadExtension();
  } else setTimeout(() => void updateWhenQuiet(), updateRetryMs);
}

/**
 * True if no report is being sent or held, no page of ours is open, and no form in an existing tab. A reload would
 * close the desk in the middle of a sentence and end confirmations before they are sent.
 */
export async function isQuiet(): Promise<boolean> {
  if (await isOwnPageOpen()) return false;
  if ((await listIn(["sending", "held"])).rows.length > 0) return false;
  const open = await Promise.all((await listDrafts()).map(({ origin }) => tabExists(origin.tabId)));
  return !open.includes(true);
}
