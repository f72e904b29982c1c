/** `npm run restore`: checks a backup, restores it, and verifies the result. */

import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type CheckedArchive, checkArchive } from "../backup/check-archive.ts";
import { holdLetters } from "../backup/hold-letters.ts";
import { logRestore } from "../backup/log-restore.ts";
import { refuseNonEmpty, refuseOtherVersion, restoreFiles, restoreTables } from "../backup/restore.ts";
import { isDiskFull } from "../backup/write-archive.ts";
import type { Config } from "../config.ts";
import { lockFolder, type WriteLine } from "../core/folder-lock.ts";
import { checkPrivateFolders, exists } from "../core/private-folders.ts";
import { runElected } from "../db/elect-replica.ts";
import { locks } from "../db/locks.ts";
import { withMigrations } from "../db/migrations.ts";
import { openPglite, openPostgres, openPostgresForCommand } from "../db/open.ts";
import type { Store } from "../db/store.ts";
import { type EvidenceFiles, openEvidence } from "../evidence/evidence-files.ts";
import { refuseUsedStore, tieAnew } from "../evidence/store/own-evidence.ts";
import { type Verified, verifyStore } from "../verify/verify.ts";

export interface Restored {
  /** Time of the backup. */
  at: string;
  rows: number;
  files: number;
  /** Files missing in the backup. */
  missing: string[];
  /** Number of letters that waited in the backup. */
  held: number;
  verified: Verified;
}

/** Throws if nothing was restored; the message is shown to the administrator. */
export async function restore(config: Config, path: string, say: WriteLine): Promise<Restored> {
  say(`checking ${path}`);
  const checked = await checkArchive(path);
  await checkPrivateFolders(config);
  const files = await openEvidence(config.evidenceUrl);
  const restored = await (config.databaseUrl === undefined
    ? intoFolder(config.dataDir, { files, path, checked, say })
    : intoPostgres(config.databaseUrl, { files, path, checked, say }));
  const { head, manifest } = checked;
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return { at: head.at, rows, files: manifest.files, missing: manifest.missing, ...restored };
}

/** A checked backup and where its files go. */
interface Source {
  files: EvidenceFiles;
  path: string;
  checked: CheckedArchive;
  say: WriteLine;
}

type Opened = Pick<Restored, "held" | "verified">;

async function intoPostgres(address: string, source: Source): Promise<Opened> {
  const { checked, say } = source;
  const { length } = checked.head.migrations;
  const store = await withMigrations(length, (folder) => openPostgresForCommand(address, folder));
  try {
    const isOnly = await runElected(store, locks.restore, async () => {
      await refuseNonEmpty(store);
      await refuseOtherVersion(store, checked);
      await fill(store, source);
      return true;
    });
    // Each would remove evidence files that the other counts on.
    if (!isOnly)
      throw new Error(
        "Another restore into this database is running. Wait until it ends. Nothing was changed.",
      );
  } finally {
    await store.close();
  }
  return holdAndVerify(await openPostgres(address), say);
}

/** Restores into a neighbouring folder, which is renamed when complete. */
async function intoFolder(dataDir: string, source: Source): Promise<Opened> {
  const { checked, say } = source;
  const taken = await lockFolder(dataDir, async () => {
    throw new Error("A backup is being restored into this folder. Try again.");
  });
  if ("holder" in taken)
    throw new Error(`Process ${taken.holder.pid} uses ${dataDir}. Stop it, or choose another DATA_DIR.`);
  const [own, beside] = [join(dataDir, "db"), join(dataDir, "db.restoring")];
  try {
    if (await exists(own)) await refuseUsedFolder(own);
    await rm(beside, { recursive: true, force: true });
    const { length } = checked.head.migrations;
    const store = await withMigrations(length, (folder) => openPglite(beside, folder));
    try {
      await fill(store, source);
    } finally {
      await store.close();
    }
    await rm(own, { recursive: true, force: true });
    await rename(beside, own);
    return await holdAndVerify(await openPglite(own), say);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error;
  } finally {
    await taken.lock.release();
  }
}

async function refuseUsedFolder(folder: string): Promise<void> {
  const present = await openPglite(folder);
  try {
    await refuseNonEmpty(present);
  } finally {
    await present.close();
  }
}

/** Files first, so that no row references a missing file. */
async function fill(store: Store, { files, path, checked, say }: Source): Promise<void> {
  await refuseUsedStore(files);
  const undo = await restoreFiles(files, path, checked, say);
  try {
    await restoreTables(store, path, checked, say);
  } catch (error) {
    await undo();
    if (isDiskFull(error))
      throw new Error("There is no room for the database. Nothing was restored.", { cause: error });
    throw error;
  }
  await tieAnew(store.db, files);
}

/** Closes the store. Opening the database migrates an older backup's tables. */
async function holdAndVerify(store: Store, say: WriteLine): Promise<Opened> {
  try {
    await logRestore(store.db);
    const held = await holdLetters(store.db, new Date());
    say("verifying every case");
    return { held, verified: await verifyStore(store) };
  } finally {
    await store.close();
  }
}

export function printRestored({ at, rows, files, missing, held, verified }: Restored): string {
  const { cases, reports, batches, broken, unproven, notes } = verified;
  return [
    `Restored what was backed up at ${at}: ${rows} rows and ${files} evidence files.`,
    ...missing.map((address) => `The backup does not contain the file ${address}.`),
    ...(missing.length > 0 ? ["Look for these files in older backups: see docs/admin/backup-drill.md."] : []),
    broken.length === 0
      ? `${cases} cases, ${reports} reports, ${batches} batches checked: all hold.`
      : `${cases} cases, ${reports} reports, ${batches} batches checked; these faults existed when it was backed up:`,
    ...broken,
    ...unproven,
    ...notes,
    "Enrolment codes of the backup are refused. Make new ones for people who still need them.",
    `${held} letters that waited in the backup are held. Before you send one again at the desk, find out whether it was sent, withdrawn or answered after the backup.`,
    "Letters and recipe packs get numbers that the lost database cannot have given. Publish the recipes again if they were published after the backup.",
    "Before the start, repeat what was done after the backup: people suspended, accepted again or given another role or unit, devices, API keys and webhooks ended, channels changed, legal holds placed, retention periods lengthened.",
    "Pictures are back of posts that two people confirmed as child sexual abuse after the backup, and so are reports withdrawn after it. Ask supervisors and officers for them and have the cases decided first after the start.",
  ].join("\n");
}
