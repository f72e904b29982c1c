/** Structural finder, injected by the background when a page shows posts that the recipes miss. */

import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { send } from "../utils/extension/messages/send.ts";
import { isInOwnSite } from "../utils/page/sites/engine/matches.ts";
import { countByStructure, withStructure } from "../utils/page/sites/structure/structure.ts";

export default defineUnlistedScript(() => {
  const memory = globalThis.laporKominfo;
  if (!memory) return;
  const page = () => ({ document, address: document.URL });
  // A later page with missed posts injects the script again, which then only counts.
  if (!memory.structure) {
    memory.structure = (site) => withStructure(site, page);
    memory.use(memory.site);
  }
  if (!isInOwnSite(window)) return;
  for (const count of countByStructure(memory.site, page())) void send("count-page", count);
});
