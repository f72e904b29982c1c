/** The link in the profile that Telegram Web A shows beside a chat. */

import type { LinkQuestion } from "../../shared/contract/draft.ts";
import { selectAll } from "../sites/engine/select.ts";

/** The profile's link row. Links in the description are text written by users. */
const linkRow = "#RightColumn .ChatExtra .ListItem:has(.icon-link) .title";

/**
 * Returns the message's link if the open profile belongs to its chat; undefined if the profile has no public
 * name. The profile stays open when another chat is opened, so the link is unchecked.
 */
export function profileLink(document: Document, { messageId }: LinkQuestion): string | undefined {
  for (const { textContent } of selectAll(document, linkRow)) {
    const name = /^https:\/\/t\.me\/([a-z]\w{3,31})$/i.exec(textContent?.trim() ?? "")?.[1];
    if (name) return `https://t.me/${name.toLowerCase()}/${messageId}`;
  }
  return undefined;
}
