/** Restores a backup into an empty intake, completely or not at all. */

import { gunzipSync } from "node:zlib";
import { sha256Of, sha256OfFile } from "../core/digest.ts";
import type { WriteLine } from "../core/folder-lock.ts";
import { appliedMigrations } from "../db/migrations.ts";
import { leaveNumberGap } from "../db/number-gap.ts";
import type { Db, Store } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/evidence-files.ts";
import { endDeletionPauses } from "../evidence/store/deletion-pause.ts";
import { endAllCodes } from "../people/store/devices-and-codes.ts";
import { findNonEmptyTable, insertLines, setTriggers } from "./all-tables.ts";
import { addressOf, tableOf } from "./archive-contents.ts";
import { createProgress } from "./backup-progress.ts";
import type { CheckedArchive } from "./check-archive.ts";
import { stopLetters } from "./hold-letters.ts";
import { readArchive } from "./read-archive.ts";
import { isDiskFull } from "./write-archive.ts";

/** Throws if the database contains any rows; the message is shown to the administrator. */
export async function refuseNonEmpty({ db }: Pick<Store, "db">): Promise<void> {
  const used = await findNonEmptyTable(db);
  if (used !== undefined)
    throw new Error(
      `The database is not empty (${used}). A backup can be restored only where no intake has run. Nothing was changed.`,
    );
}

/** Throws if a newer intake has already opened the database; the message is shown to the administrator. */
export async function refuseOtherVersion({ db }: Pick<Store, "db">, { head }: CheckedArchive): Promise<void> {
  if ((await appliedMigrations(db)).length !== head.migrations.length)
    throw new Error(
      "The database was prepared by a newer version than the backup's. Restore into a database that was never opened.",
    );
}

/**
 * Restores rows, hash chains and triggers unchanged, except that no enrolment code is valid, no letter is due, and
 * numbers go on after a gap. The database must have the backup's version.
 */
export async function restoreTables(
  store: Store,
  path: string,
  checked: CheckedArchive,
  say: WriteLine,
): Promise<void> {
  // Triggers of `texts` stay enabled: they fill an index that backups do not contain.
  const tables = checked.manifest.tables.map(({ name }) => name).filter((name) => name !== "texts");
  const sha256 = await sha256OfFile(path);
  await store.db.transaction(async (tx) => {
    await setTriggers(tx, tables, "disable");
    // Checked again under the table locks, because others may have written before.
    await refuseNonEmpty({ db: tx });
    const inserted = await insertParts(tx, path, checked, say);
    for (const { name, rows } of checked.manifest.tables)
      if ((inserted.get(name) ?? 0) !== rows)
        throw new Error(`${path}: ${name} does not have the listed number of rows.`);
    await setTriggers(tx, tables, "enable");
    // The backup itself held a marker that keeps files; it has ended.
    await endDeletionPauses(tx);
    await endAllCodes(tx);
    await stopLetters(tx, tables);
    const backedUpAt = new Date(checked.head.at);
    await leaveNumberGap(tx, tables, { backedUpAt, restoredAt: new Date(), sha256 });
  });
}

async function insertParts(
  tx: Db,
  path: string,
  { manifest }: CheckedArchive,
  say: WriteLine,
): Promise<Map<string, number>> {
  const inserted = new Map<string, number>();
  const digests = new Map(manifest.parts.map(({ name, sha256 }) => [name, sha256]));
  for await (const { name, bytes } of readArchive(path)) {
    const table = tableOf(name);
    if (table === undefined) continue;
    if (digests.get(name) !== sha256Of(bytes)) throw new Error(`${path} changed while it was read.`);
    const lines = gunzipSync(bytes).toString("utf8").split("\n").slice(0, -1);
    await insertLines(tx, table, lines);
    inserted.set(table, (inserted.get(table) ?? 0) + lines.length);
    say(`${table}: ${inserted.get(table)} rows`);
  }
  return inserted;
}

/** Returns a function that removes the files added. */
export async function restoreFiles(
  files: EvidenceFiles,
  path: string,
  { manifest }: CheckedArchive,
  say: WriteLine,
): Promise<() => Promise<void>> {
  const added: string[] = [];
  const undo = async () => {
    for (const address of added.splice(0)) await files.remove(address);
  };
  const progress = createProgress(say, manifest.files);
  try {
    for await (const { name, bytes } of readArchive(path)) {
      const address = addressOf(name);
      if (address === undefined) continue;
      if (sha256Of(bytes) !== address) throw new Error(`${path} changed while it was read.`);
      const isNew = !(await files.has(address));
      await files.put(address, bytes);
      if (isNew) added.push(address);
      progress.step();
    }
  } catch (error) {
    await undo();
    if (isDiskFull(error))
      throw new Error("There is no room for the evidence files. Nothing was restored.", { cause: error });
    throw error;
  }
  progress.end();
  return undo;
}
