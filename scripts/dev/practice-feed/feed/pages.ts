/** The bench's own pages: on each site's host a feed with that site's DOM depth. */

import type { Pages } from "../../practice/manifests.ts";

export const pages: Pages = {
  "https://x.com/bench": "feed.html",
  "https://x.com/home": "feed.html",
  "https://www.facebook.com/bench": "feed.html",
  "https://www.youtube.com/bench": "feed.html",
  "https://t.me/s/bench": "feed.html",
};
