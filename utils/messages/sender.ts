/** Which of our parts sent a message, by what the browser vouches for. */

import type { DropReason } from "../contract/dropped.ts";
import type { Sender } from "../contract/messages.ts";
import { extensionAddress } from "../core/browser.ts";
import type { MessageSender } from "../core/message-sender.ts";

export type Judged = { kind: Sender; reason?: never } | { kind?: never; reason: DropReason };

/** `isSitePage` tells the pages our content scripts run on. */
export function judgeSender(sender: MessageSender, isSitePage: (address: string) => boolean): Judged {
  const { own, address, origin, tabId, frameId, tabAddress } = sender;
  if (!own || !URL.canParse(address)) return { reason: "sender" };
  const url = new URL(address);
  const inSite = tabId !== undefined && frameId !== undefined && isSitePage(tabAddress ?? "");
  const ours = new URL(extensionAddress("/"));
  if (url.protocol === ours.protocol && url.host === ours.host) {
    const page = (["form", "popup", "desk", "sidepanel", "options"] as const).find(
      (one) => url.pathname === `/${one}.html`,
    );
    if (!page) return { reason: "sender" };
    // The form is always framed, in a page of the four sites; the others never are.
    const fits = page === "form" ? inSite && frameId > 0 : (frameId ?? 0) === 0;
    return fits ? { kind: page } : { reason: "frame" };
  }
  if (!isSitePage(address)) return { reason: "sender" };
  // A site's page in a sandbox, or in the page of a stranger who may cover our buttons, is not the site's.
  return inSite && (origin ?? url.origin) === url.origin ? { kind: "content" } : { reason: "frame" };
}
