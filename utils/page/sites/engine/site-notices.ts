/** The notices of each site: the only part of the field readings that the check script contains. */

import type { SiteId } from "../../../shared/contract/site.ts";
import { facebookNotices } from "../facebook/fields.ts";
import type { Notices } from "../site.ts";
import { telegramNotices } from "../telegram/fields.ts";
import { xNotices } from "../x/fields.ts";
import { youtubeNotices } from "../youtube/fields.ts";

/** A site that is missing here has no notices that this extension understands. */
export const notices: Readonly<Partial<Record<SiteId, () => Notices>>> = {
  facebook: facebookNotices,
  youtube: youtubeNotices,
  x: xNotices,
  telegram: telegramNotices,
};
