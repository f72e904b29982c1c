/** Injected after a person opened an address to look at it again: answers what the page shows of it. */

import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { checkPage } from "../utils/capture/check-page.ts";

export default defineUnlistedScript(() => {
  const site = globalThis.laporKominfo?.site;
  return site && checkPage(site, document);
});
