/** The daily export for other systems: the current state, stored beside the evidence. */

import { once } from "node:events";
import { createGzip } from "node:zlib";
import type { Db } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/files.ts";
import { exportLines } from "../statistics/store/export-lines.ts";

const jakartaMs = 7 * 3_600_000;

/** Name of the file for the day in Jakarta. */
export function exportName(at: Date): string {
  return `exports/${new Date(at.getTime() + jakartaMs).toISOString().slice(0, 10)}.jsonl.gz`;
}

/** Returns false if today's file exists. Two replicas at once write the same complete file. */
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
