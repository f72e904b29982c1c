/** Notices and own interface of each site: the only parts of the field readings that the check script contains. */

import type { SiteId } from "../../../shared/contract/site.ts";
import { facebookNotices, facebookOwn } from "../facebook/fields.ts";
import { type Notices, unreadableElements } from "../site.ts";
import { telegramNotices, telegramOwn } from "../telegram/fields.ts";
import { xNotices, xOwn } from "../x/fields.ts";
import { youtubeNotices, youtubeOwn } from "../youtube/fields.ts";

/** A site that is missing here has no notices that this extension understands. */
export const notices: Readonly<Partial<Record<SiteId, () => Notices>>> = {
  facebook: facebookNotices,
  youtube: youtubeNotices,
  x: xNotices,
  telegram: telegramNotices,
};

const ownInterfaces: Readonly<Partial<Record<SiteId, () => string>>> = {
  facebook: facebookOwn,
  youtube: youtubeOwn,
  x: xOwn,
  telegram: telegramOwn,
};

/** Returns the selector of the signed-in user's own interface, which no picture shows. */
export function ownInterfaceOf(site: SiteId): string {
  return ownInterfaces[site]?.() ?? unreadableElements;
}
