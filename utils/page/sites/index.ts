/** The registry of sites: recipes and field readings. The compiler reports a site that is missing. */

import type { SiteId } from "../../shared/contract/site.ts";
import { facebook } from "./facebook/facebook.ts";
import { facebookFields } from "./facebook/fields.ts";
import type { Site, SiteFields } from "./site.ts";
import { telegramFields } from "./telegram/fields.ts";
import { telegram } from "./telegram/telegram.ts";
import { xFields } from "./x/fields.ts";
import { x } from "./x/x.ts";
import { youtubeFields } from "./youtube/fields.ts";
import { youtube } from "./youtube/youtube.ts";

/** Version of the built-in recipes. A pack must have a higher version to replace them. */
export const builtInVersion = 3;

const version = builtInVersion;

export const sites: Readonly<Record<SiteId, Site>> = {
  facebook: { ...facebook, version },
  youtube: { ...youtube, version },
  x: { ...x, version },
  telegram: { ...telegram, version },
};

/** Functions, so that the bundler can remove them from the script on every page, which reads no fields. */
export const siteFields: Readonly<Record<SiteId, () => SiteFields>> = {
  facebook: facebookFields,
  youtube: youtubeFields,
  x: xFields,
  telegram: telegramFields,
};
