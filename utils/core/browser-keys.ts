/** The extension API of keys that the browser itself listens to, so that they act wherever the focus is. */

import { browser } from "wxt/browser";

/** As the manifest names them. */
export type Command = "report-post" | "mark-second";

/** A person pressed the keys of `wanted` while that tab was in front; answers how to stop listening. */
export function onKeys(wanted: Command, listener: (tabId: number | undefined) => void): () => void {
  const listen = (command: string, tab?: { id?: number | undefined }) => {
    if (command === wanted) listener(tab?.id);
  };
  browser.commands.onCommand.addListener(listen);
  return () => browser.commands.onCommand.removeListener(listen);
}
