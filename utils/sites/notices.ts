/** The notices of each site: all that the script which looks at an address carries of the fields. */

import type { SiteId } from "../contract/site.ts";
import { facebookNotices } from "./facebook-unavailable.ts";
import type { Notices } from "./site.ts";
import { telegramNotices } from "./telegram-unavailable.ts";
import { xNotices } from "./x-unavailable.ts";
import { youtubeNotices } from "./youtube-unavailable.ts";

/** A site that is missing here says nothing that this extension understands. */
export const notices: Readonly<Partial<Record<SiteId, () => Notices>>> = {
  facebook: facebookNotices,
  youtube: youtubeNotices,
  x: xNotices,
  telegram: telegramNotices,
};
