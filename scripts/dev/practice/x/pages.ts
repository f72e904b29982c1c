/** X practice pages: a home timeline, the page of one post with replies and of posts that are gone, two profiles, and a page whose markup has changed. */

import type { Pages } from "../manifests.ts";

export const pages: Pages = {
  "https://x.com/": "home.html",
  "https://x.com/home": "home.html",
  "https://x.com/tips_cuan_id/status/*": "status.html",
  "https://x.com/tips_cuan_id/status/199321000000000090*": "gone.html",
  "https://x.com/tips_cuan_id": "profile.html",
  "https://x.com/kopilereng": "profile.html",
  "https://x.com/tampilan_baru/status/*": "changed.html",
  "https://twitter.com/tips_cuan_id/status/*": "status.html",
};

export const removed = "gone.html";
