/** The registry of sites: recipes and field readings. The compiler reports a site that is missing. */

import type { SiteId } from "../contract/site.ts";
import { facebook } from "./facebook.ts";
import { facebookFields } from "./facebook-fields.ts";
import type { Site, SiteFields } from "./site.ts";
import { telegram } from "./telegram.ts";
import { telegramFields } from "./telegram-fields.ts";
import { x } from "./x.ts";
import { xFields } from "./x-fields.ts";
import { youtube } from "./youtube.ts";
import { youtubeFields } from "./youtube-fields.ts";

/** Version of the built-in recipes. A pack must have a higher version to replace them. */
export const builtInVersion = 2;

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
