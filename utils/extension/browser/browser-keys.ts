/** Extension API for keyboard shortcuts, which work wherever the focus is. */

import { browser } from "wxt/browser";

/** Command names from the manifest. */
export type Command = "report-post" | "mark-second";

/** Calls the listener when the shortcut is pressed, with the front tab. Returns a function that stops listening. */
export function onKeys(wanted: Command, listener: (tabId: number | undefined) => void): () => void {
  const listen = (command: string, tab?: { id?: number | undefined }) => {
    if (command === wanted) listener(tab?.id);
  };
  browser.commands.onCommand.addListener(listen);
  return () => browser.commands.onCommand.removeListener(listen);
}
