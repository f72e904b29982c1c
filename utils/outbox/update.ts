/** A newer version of the extension: taken when nothing is half done, so that no form closes under a person's hands. */

import { tabExists } from "../core/browser.ts";
import { onUpdateAvailable, reloadExtension } from "../core/browser-life.ts";
import { session } from "../core/storage.ts";
import { updateLookMs } from "../core/waits.ts";
import { listDrafts } from "../draft/drafts.ts";
import { listIn } from "./store.ts";

const key = "update-waits";

/** The browser tells once; a background that starts later still has to know. */
export async function startUpdates(): Promise<void> {
  onUpdateAvailable(() => void session.write(key, true).then(updateWhenQuiet));
  if (await session.read(key)) await updateWhenQuiet();
}

async function updateWhenQuiet(): Promise<void> {
  if (await isQuiet()) {
    await session.remove(key);
    reloadExtension();
  } else setTimeout(() => void updateWhenQuiet(), updateLookMs);
}

/** Nothing is being sent or about to be, and no form is open in a tab that is still there. */
export async function isQuiet(): Promise<boolean> {
  if ((await listIn(["sending", "held"])).rows.length > 0) return false;
  const open = await Promise.all((await listDrafts()).map(({ origin }) => tabExists(origin.tabId)));
  return !open.includes(true);
}
