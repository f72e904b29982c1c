/**
 * The newest batch, kept in the evidence store. A person who has only the database cannot remove it there, so batches that
 * were removed or sealed again are noticed. The file names the store's id too: a restore, which goes backwards on purpose
 * and is in the trust log, gives the store another id.
 */

import { Readable } from "node:stream";
import type { Db } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/evidence-files.ts";
import { idFile } from "../evidence/store/own-evidence.ts";
import { type BatchMark, hasBatch, readMark, readNewestMark } from "./newest-batch.ts";

const fileName = "newest-batch";
type KeptFiles = Pick<EvidenceFiles, "getNamed" | "putNamed">;

/** The evidence store keeps a batch that the database does not have. */
export class LogWentBackwards extends Error {
  override name = "LogWentBackwards";
}

/** The file is not deleted for a person, who should look for the cause. */
export class KeptBatchDamaged extends Error {
  override name = "KeptBatchDamaged";
  override message =
    `The evidence store's file ${fileName} is damaged. Look for the cause; then delete it, and the next run writes it again.`;
}

/** Returns undefined if the store has none of its present database. Throws `KeptBatchDamaged`. */
export async function readKeptBatch(files: Pick<KeptFiles, "getNamed">): Promise<BatchMark | undefined> {
  const [mark, id] = (await readText(files, fileName))?.split(" ") ?? [];
  if (mark === undefined || id !== (await readText(files, idFile))) return undefined;
  try {
    return readMark(mark);
  } catch {
    throw new KeptBatchDamaged();
  }
}

async function readText(files: Pick<KeptFiles, "getNamed">, name: string): Promise<string | undefined> {
  const bytes = await files.getNamed(name);
  return bytes && new TextDecoder().decode(bytes);
}

/** Returns the kept batch if the database does not have it. */
export async function findLostBatch(
  db: Db,
  files: Pick<KeptFiles, "getNamed">,
): Promise<BatchMark | undefined> {
  const kept = await readKeptBatch(files);
  return kept && !(await hasBatch(db, kept)) ? kept : undefined;
}

/**
 * Comes before each sealing, so that the file has a batch a minute after it was made: a database that lost its last seconds
 * in a power cut still has that batch. Throws `LogWentBackwards` and `KeptBatchDamaged`.
 */
export async function keepNewestBatch(db: Db, files: KeptFiles): Promise<void> {
  const kept = await readKeptBatch(files);
  if (kept && !(await hasBatch(db, kept)))
    throw new LogWentBackwards(
      `The evidence store keeps batch ${kept.no}, and the database does not have it. Nothing is sealed; see "The log went backwards" in docs/admin/backup-drill.md.`,
    );
  const newest = await readNewestMark(db);
  if (!newest || newest.digest === kept?.digest) return;
  const id = await readText(files, idFile);
  await files.putNamed(fileName, Readable.from([[`${newest.no}:${newest.digest}`, id].join(" ").trim()]));
}
