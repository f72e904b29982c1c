/** Whether and how a tab is pictured: by the browser's permission, and never where policy says so. */

import { captureVisibleTab, picturesAllowed } from "./browser.ts";
import { readManagedStorage } from "./browser-policy.ts";

/** Without the contract's parser, which is too heavy for a page: anything but this one word is no rule. */
export async function picturesForbidden(): Promise<boolean> {
  return (await readManagedStorage()).pictures === "never";
}

/** Whether pictures of a tab may be taken without a click on the toolbar, or what stands against it. */
export async function pictureRight(): Promise<"allowed" | "permission" | "policy"> {
  if (await picturesForbidden()) return "policy";
  return (await picturesAllowed()) ? "allowed" : "permission";
}

/** The tab's visible part as a PNG data: address; null where policy or the browser refuses. */
export async function pictureTab(tab: { tabId: number; windowId: number }): Promise<string | null> {
  return (await picturesForbidden()) ? null : captureVisibleTab(tab);
}
