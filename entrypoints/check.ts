/** Check script, injected after a person opened an address for an outcome check: returns the state of the page. */

import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { checkPage } from "../utils/page/capture/check-page.ts";

export default defineUnlistedScript(() => {
  const site = globalThis.laporKominfo?.site;
  return site && checkPage(site, document);
});
