/** Determines which of our parts sent a message, from data that the browser guarantees. */

import type { DropReason } from "../../shared/contract/dropped.ts";
import type { Sender } from "../../shared/contract/messages.ts";
import { extensionAddress } from "../browser/browser.ts";
import type { MessageSender } from "../browser/message-sender.ts";

export type Judged = { kind: Sender; reason?: never } | { kind?: never; reason: DropReason };

/** `isSitePage` recognises the pages on which our content scripts run. */
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
    // The form is always framed in a page of the four sites. Our other pages never are.
    const fits = page === "form" ? inSite && frameId > 0 : (frameId ?? 0) === 0;
    return fits ? { kind: page } : { reason: "frame" };
  }
  if (!isSitePage(address)) return { reason: "sender" };
  // Rejects a site's page in a sandbox, and one framed by a stranger, who could cover our buttons.
  return inSite && (origin ?? url.origin) === url.origin ? { kind: "content" } : { reason: "frame" };
}
