/** The registry: one recipe per site; the compiler names a site that is missing. */

import type { SiteId } from "../contract/site.ts";
import { facebook } from "./facebook.ts";
import type { Site } from "./site.ts";
import { telegram } from "./telegram.ts";
import { x } from "./x.ts";
import { youtube } from "./youtube.ts";

export const sites: Readonly<Record<SiteId, Site>> = { facebook, youtube, x, telegram };
