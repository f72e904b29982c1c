/** Takes pictures of tabs within the browser's permission and the policy. */

import { captureVisibleTab, picturesAllowed, readManagedStorage } from "./browser.ts";

/**
 * Avoids the contract's parser, which is too large for a page script. Any value other than "never" has no
 * effect.
 */
export async function picturesForbidden(): Promise<boolean> {
  return (await readManagedStorage()).pictures === "never";
}

/** Returns whether pictures of a tab are allowed without a click on the toolbar button, or what forbids them. */
export async function pictureRight(): Promise<"allowed" | "permission" | "policy"> {
  if (await picturesForbidden()) return "policy";
  return (await picturesAllowed()) ? "allowed" : "permission";
}

/** Returns the tab's visible part as a PNG data: address. Null if policy or the browser forbids it. */
export async function pictureTab(tab: { tabId: number; windowId: number }): Promise<string | null> {
  return (await picturesForbidden()) ? null : captureVisibleTab(tab);
}
