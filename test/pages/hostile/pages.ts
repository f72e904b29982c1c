/** A site that has turned against us: X's timeline without any policy, for the attacks of `test/hostile/page-attacks.ts`. */

import type { Pages } from "../manifests.ts";

export const pages: Pages = {
  "https://x.com/bebas*": "../x/home.html",
  "https://x.com/bebas-pekerja.js": "pekerja.js",
};
