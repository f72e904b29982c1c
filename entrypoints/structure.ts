/** Structural finder, injected by the background when a page shows posts that the recipes miss. */

import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { send } from "../utils/extension/messages/send.ts";
import { countByStructure, withStructure } from "../utils/page/sites/structure/structure.ts";

export default defineUnlistedScript(() => {
  const memory = globalThis.laporKominfo;
  if (!memory || memory.structure) return;
  const page = () => ({ document, address: document.URL });
  memory.structure = (site) => withStructure(site, page);
  memory.use(memory.site);
  for (const count of countByStructure(memory.site, page())) void send("count-page", count);
});
