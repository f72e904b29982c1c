/** Capture script, injected by the background after a click: captures the post and opens the form over the page. */

import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { openForm } from "../utils/page/capture/open-form.ts";

export default defineUnlistedScript(() => {
  const memory = globalThis.laporKominfo;
  if (!memory) return;
  memory.openForm ??= (page) => openForm(page, import.meta.env.AUTOMATION === true);
  void memory.openForm(memory);
});
