/** Extension API for the life cycle: pending updates, restart and removal. */

import { browser } from "wxt/browser";

/** An update is available. With a listener the browser leaves the time of the restart to us. */
export function onUpdateAvailable(listener: () => void): void {
  browser.runtime.onUpdateAvailable?.addListener(listener);
}

/** Restarts all parts of the extension, with the new version if there is one. */
export function reloadExtension(): void {
  browser.runtime.reload();
}

/** Sets the page that opens after removal; none if the address is empty. */
export async function setUninstallAddress(address: string): Promise<void> {
  await browser.runtime.setUninstallURL?.(address);
}
