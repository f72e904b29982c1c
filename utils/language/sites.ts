/** The sites in the order in which people are offered them; each one's name is a text. */

import type { SiteId } from "../contract/site.ts";
import { siteNames } from "../contract/site-names.ts";

export const sites = Object.keys(siteNames) as readonly SiteId[];
