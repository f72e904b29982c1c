/** The daily export for other systems: a file of lines, stored beside the evidence. */

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { z } from "zod";
import { jakartaDay } from "../../utils/shared/policy/legal-bases.ts";
import { readNewestBatch } from "../audit-log/store/changed-cases.ts";
import { readSetting, writeSetting } from "../db/shared-settings.ts";
import type { Db } from "../db/store.ts";
import type { NamedFiles } from "../evidence/evidence-files.ts";
import { type EarlierExport, exportLines } from "./store/export-lines.ts";

/** Name of the file for the day in Jakarta. */
export function exportName(at: Date): string {
  return `exports/${jakartaDay(at.toISOString())}.jsonl.gz`;
}

/** In the settings: the newest complete export. */
const lastExport = "last-export";
const earlierExport = z.object({ name: z.string(), madeAt: z.string(), batch: z.int() });

/**
 * Returns false if today's file exists. It holds everything on the first day of a month, and if the file before is
 * missing; otherwise what changed after that. Two replicas at once write the same complete file. Throws the reason of
 * `signal` once that is aborted.
 */
export async function exportDay(db: Db, files: NamedFiles, at: Date, signal?: AbortSignal): Promise<boolean> {
  const name = exportName(at);
  if (await files.hasNamed(name)) return false;
  const earlier = jakartaDay(at.toISOString()).endsWith("-01") ? undefined : await readEarlier(db, files);
  // Before the lines are read: later changes are in the next file, too.
  const batch = await readNewestBatch(db);
  const gzip = createGzip();
  const compressed = pipeline(Readable.from(exportLines(db, at, earlier)), gzip, signal ? { signal } : {});
  // A failure destroys `gzip`, so that `putNamed` fails with its error.
  compressed.catch(() => undefined);
  await files.putNamed(name, gzip).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
  await compressed;
  await writeSetting(db, lastExport, JSON.stringify({ name, madeAt: at.toISOString(), batch }));
  return true;
}

async function readEarlier(db: Db, files: NamedFiles): Promise<EarlierExport | undefined> {
  const stored = await readSetting(db, lastExport);
  const earlier = stored === undefined ? undefined : earlierExport.parse(JSON.parse(stored));
  return earlier && (await files.hasNamed(earlier.name)) ? earlier : undefined;
}
