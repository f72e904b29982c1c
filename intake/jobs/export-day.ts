/** The nightly export: where everything stands, for other systems, once a day beside the evidence. */

import { once } from "node:events";
import { createGzip } from "node:zlib";
import type { EvidenceFiles } from "../evidence/files.ts";
import { exportLines } from "../store/figures/export-lines.ts";
import type { Db } from "../store/store.ts";

const jakartaMs = 7 * 3_600_000;

/** The file that the first minutes of a day in Jakarta write. */
export function exportName(at: Date): string {
  return `exports/${new Date(at.getTime() + jakartaMs).toISOString().slice(0, 10)}.jsonl.gz`;
}

/** False where today's is there. Of two replicas at it at once the second writes over the first, as whole as it. */
export async function exportDay(db: Db, files: EvidenceFiles, at: Date): Promise<boolean> {
  const name = exportName(at);
  if (await files.hasNamed(name)) return false;
  const gzip = createGzip();
  const parts: Buffer[] = [];
  gzip.on("data", (part: Buffer) => parts.push(part));
  const ended = once(gzip, "end");
  for await (const lines of exportLines(db, at)) if (!gzip.write(lines)) await once(gzip, "drain");
  gzip.end();
  await ended;
  await files.putNamed(name, Buffer.concat(parts));
  return true;
}
