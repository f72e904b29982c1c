/** A hostile site: X's timeline without a CSP, for the attacks of `test/support/hostile/page-attacks.ts`. */

import type { Pages } from "../manifests.ts";

export const pages: Pages = {
  "https://x.com/bebas*": "../x/home.html",
  "https://x.com/bebas-pekerja.js": "pekerja.js",
};
