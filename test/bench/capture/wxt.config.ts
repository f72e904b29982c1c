/** Build of the bench's own extension, which is loaded only into the bench's browser. */

import { defineConfig } from "wxt";

// biome-ignore lint/style/noDefaultExport: WXT looks for it
export default defineConfig({
  imports: false,
  outDir: "../../../.output/bench",
  manifest: { name: "Bench: reads every post", version: "1" },
});
