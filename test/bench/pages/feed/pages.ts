/** The bench's own page: a feed with the depth of X's, on X's host. */

import type { Pages } from "../../../pages/manifests.ts";

export const pages: Pages = { "https://x.com/bench": "feed.html" };
