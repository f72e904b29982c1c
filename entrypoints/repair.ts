/** Repair script, injected by a person's press: builds a proposal for a mended recipe, or tries one on the page. */

import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { fieldsOf } from "../utils/page/capture/site-fields.ts";
import { type BrokenPage, withoutStructure } from "../utils/page/sites/repair/broken-page.ts";
import { buildProposal } from "../utils/page/sites/repair/build-proposal.ts";
import { tryMend } from "../utils/page/sites/repair/try-mend.ts";

export default defineUnlistedScript(async () => {
  const memory = globalThis.laporKominfo;
  if (!memory) return undefined;
  const { trial } = memory;
  memory.trial = undefined;
  const siteFields = await fieldsOf(memory.site);
  if (!siteFields.ok) return undefined;
  const page = { document, address: document.URL };
  const broken: BrokenPage = { site: withoutStructure(memory.site), siteFields: siteFields.value, page };
  return trial ? tryMend(broken, trial) : buildProposal(broken);
});
