/** Worker thread that writes PDFs. */

import { serveWork } from "../core/workers/serve-work.ts";
import type { DocumentJob } from "./documents.ts";
import { writePdf } from "./pdf.ts";

serveWork<DocumentJob, Uint8Array<ArrayBuffer>>(async ({ dossier, files }) => {
  const done = await writePdf(dossier, async (sha256) => files.get(sha256));
  return { done, transfer: [done.buffer] };
});
