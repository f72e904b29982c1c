/** X's practice pages: a home timeline and the page of one post with replies. */

import type { Pages } from "../manifests.ts";

export const pages: Pages = {
  "https://x.com/": "home.html",
  "https://x.com/home": "home.html",
  "https://x.com/tips_cuan_id/status/*": "status.html",
  "https://twitter.com/tips_cuan_id/status/*": "status.html",
};
