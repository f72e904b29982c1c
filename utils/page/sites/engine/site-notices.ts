/** The notices of each site: the only part of the field readings that the check script contains. */

import type { SiteId } from "../../../shared/contract/site.ts";
import { facebookNotices } from "../facebook/unavailable.ts";
import type { Notices } from "../site.ts";
import { telegramNotices } from "../telegram/unavailable.ts";
import { xNotices } from "../x/unavailable.ts";
import { youtubeNotices } from "../youtube/unavailable.ts";

/** A site that is missing here has no notices that this extension understands. */
export const notices: Readonly<Partial<Record<SiteId, () => Notices>>> = {
  facebook: facebookNotices,
  youtube: youtubeNotices,
  x: xNotices,
  telegram: telegramNotices,
};
