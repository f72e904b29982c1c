/** The extension API of our own coming and going: an update that waits, a start anew, and what is said after removal. */

import { browser } from "wxt/browser";

/** A newer version is there; while somebody listens, the browser leaves the moment to us. */
export function onUpdateAvailable(listener: () => void): void {
  browser.runtime.onUpdateAvailable?.addListener(listener);
}

/** Ends every part of the extension and starts it anew, with the newer version if there is one. */
export function reloadExtension(): void {
  browser.runtime.reload();
}

/** The page that opens when the extension is removed; none for an empty address. */
export async function setUninstallAddress(address: string): Promise<void> {
  await browser.runtime.setUninstallURL?.(address);
}
