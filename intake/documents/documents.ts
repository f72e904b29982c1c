/** Writes PDFs in a worker thread with a time limit, because they quote untrusted text. */

import type { Result } from "../../utils/shared/contract/result.ts";
import { createWorkQueue } from "../core/workers/work-queue.ts";
import type { Dossier } from "./dossier-blocks.ts";
import type { ExportSource } from "./export-source.ts";

export interface DocumentJob {
  dossier: Dossier;
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

export interface Documents {
  /** Problem: `intake-unavailable` if too many jobs wait or one takes too long. */
  writePdf(dossier: Dossier, readFile: ExportSource["readFile"]): Promise<Result<Uint8Array<ArrayBuffer>>>;
}

/** A dossier with the longest text and two of the largest pictures takes some seconds. */
const deadlineMs = 30_000;
const maxWaiting = 16;

export function createDocuments(): Documents {
  const script = new URL("./document-worker.ts", import.meta.url);
  const queue = createWorkQueue<DocumentJob, Uint8Array<ArrayBuffer>>(script, {
    deadlineMs,
    maxWaiting,
    maxHeapMegabytes: 128,
  });
  return {
    async writePdf(dossier, readFile) {
      const files = new Map<string, Uint8Array<ArrayBuffer>>();
      for (const block of dossier.blocks) {
        const bytes = block.kind === "picture" ? await readFile(block.file.sha256) : undefined;
        if (block.kind === "picture" && bytes) files.set(block.file.sha256, bytes);
      }
      return queue.run({ dossier, files });
    },
  };
}
