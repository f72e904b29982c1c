/** Facebook's practice pages: a logged-in feed and the page of one post with its comments, seen logged out. */

import type { Pages } from "../manifests.ts";

export const pages: Pages = {
  "https://www.facebook.com/": "home.html",
  "https://www.facebook.com/rajakoin.official/posts/*": "permalink.html",
  "https://facebook.com/": "home.html",
};
