/** The link on the profile that Telegram Web A shows beside a chat. */

import type { LinkQuestion } from "../contract/draft.ts";
import { selectAll } from "../sites/select.ts";

/** Its own row: a link in the profile's description is somebody's text. */
const linkRow = "#RightColumn .ChatExtra .ListItem:has(.icon-link) .title";

/**
 * Where the message would be if the open profile is its chat's; undefined where it shows no public name. The profile
 * stays open when another chat is opened, so this proves nothing until it is checked.
 */
export function profileLink(document: Document, { messageId }: LinkQuestion): string | undefined {
  for (const { textContent } of selectAll(document, linkRow)) {
    const name = /^https:\/\/t\.me\/([a-z]\w{3,31})$/i.exec(textContent?.trim() ?? "")?.[1];
    if (name) return `https://t.me/${name.toLowerCase()}/${messageId}`;
  }
  return undefined;
}
