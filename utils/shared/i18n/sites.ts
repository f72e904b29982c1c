/** The sites in the order of presentation. Each site's name is a text. */

import type { SiteId } from "../contract/site.ts";
import { siteNames } from "../contract/site-names.ts";

export const sites = Object.keys(siteNames) as readonly SiteId[];
