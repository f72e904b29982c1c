/** Facebook's practice pages: a logged-in feed, a group, one photo, and one post with its comments, seen logged out. */

import type { Pages } from "../manifests.ts";

export const pages: Pages = {
  "https://www.facebook.com/": "home.html",
  "https://www.facebook.com/rajakoin.official/posts/*": "permalink.html",
  "https://www.facebook.com/groups/jualbeli.melati/": "group.html",
  "https://www.facebook.com/photo/*": "photo.html",
  "https://facebook.com/": "home.html",
};
