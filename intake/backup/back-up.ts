/** Writes the whole intake into one file, while it runs. */

import { gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { canonicalJson } from "../../utils/shared/seal/digest.ts";
import { sha256Of } from "../core/digest.ts";
import type { WriteLine } from "../core/folder-lock.ts";
import { appliedMigrations } from "../db/migrations.ts";
import type { Db, Store } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/evidence-files.ts";
import { tryEvidence } from "../evidence/read-evidence.ts";
import { type DeletionPause, pauseFileDeletion } from "../evidence/store/deletion-pause.ts";
import { neededFiles } from "../evidence/store/needed-files.ts";
import { presentTables, readTable } from "./all-tables.ts";
import {
  fileName,
  format,
  type Head,
  headName,
  type Manifest,
  manifestDigest,
  manifestDigestName,
  manifestName,
  partName,
} from "./archive-contents.ts";
import { createProgress } from "./backup-progress.ts";
import { saveLastBackup } from "./last-backup.ts";
import { type ArchiveWriter, writeArchive } from "./write-archive.ts";

export interface BackupResult {
  path: string;
  bytes: number;
  sha256: string;
  rows: number;
  files: number;
  fileBytes: number;
  missing: string[];
}

interface BackupSource {
  store: Store;
  files: EvidenceFiles;
  organisation: string;
}

const renewEveryMs = 3_600_000;
const notRecorded =
  "The backup is complete, but could not be recorded in the database: `lapor health` does not know it.";

/** Size of a part's lines before compression. */
const partChars = 4_000_000;

interface CopiedTables extends Pick<Manifest, "tables" | "parts"> {
  /** Addresses of files that the rows still need. */
  addresses: string[];
}

/** Copies every table from one snapshot, in parts that fit in memory. */
function copyTables({ db, engine }: Store, archive: ArchiveWriter, say: WriteLine): Promise<CopiedTables> {
  return db.transaction(
    async (tx) => {
      // Writing to a slow disk between two reads may exceed the default timeout.
      if (engine === "postgres")
        await tx.execute(sql`set local idle_in_transaction_session_timeout = '10min'`);
      const copied: CopiedTables = { tables: [], parts: [], addresses: await readNeededFiles(tx) };
      for (const name of await presentTables(tx)) {
        const rows = await copyTable(tx, name, archive, copied);
        copied.tables.push({ name, rows });
        if (rows > 0) say(`${name}: ${rows} rows`);
      }
      return copied;
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

async function copyTable(
  tx: Db,
  table: string,
  archive: ArchiveWriter,
  { parts }: CopiedTables,
): Promise<number> {
  let [total, no, chars] = [0, 0, 0];
  let lines: string[] = [];
  const flush = async () => {
    if (lines.length === 0) return;
    const bytes = gzipSync(`${lines.join("\n")}\n`);
    const name = partName(table, ++no);
    await archive.add(name, bytes);
    parts.push({ name, rows: lines.length, sha256: sha256Of(bytes) });
    [lines, chars] = [[], 0];
  };
  for await (const page of readTable(tx, table)) {
    for (const line of page) {
      lines.push(line);
      chars += line.length;
      if (chars >= partChars) await flush();
    }
    total += page.length;
  }
  await flush();
  return total;
}

async function readNeededFiles(tx: Db): Promise<string[]> {
  const addresses: string[] = [];
  for (const read of neededFiles) addresses.push(...(await read(tx, "")));
  return [...new Set(addresses)].sort();
}

/** Throws if the file cannot be written, after removing it; the message is shown to the administrator. */
export async function backUp(source: BackupSource, path: string, say: WriteLine): Promise<BackupResult> {
  const { db } = source.store;
  const archive = await writeArchive(path);
  let kept: DeletionPause | undefined;
  try {
    // Before the snapshot, so that all files in it are kept.
    kept = await pauseFileDeletion(db, new Date());
    const at = new Date();
    const text = canonicalJson(await makeHead(source, at));
    await archive.add(headName, new TextEncoder().encode(text));
    const { addresses, ...tables } = await copyTables(source.store, archive, say);
    const copied = await copyFiles(source.files, archive, addresses, { kept, say });
    const manifest: Manifest = { ...tables, ...copied, sha256: archive.digest() };
    await addManifest(archive, manifest);
    const done = await archive.finish();
    // The file is complete, so a failure to record it is no failure of the backup.
    const made = { at: at.toISOString(), ...done, missing: copied.missing.length };
    await saveLastBackup(db, made).catch(() => say(notRecorded));
    const rows = tables.tables.reduce((sum, table) => sum + table.rows, 0);
    return { path, ...done, rows, ...copied };
  } catch (error) {
    await archive.discard();
    throw error;
  } finally {
    await kept?.end().catch(() => undefined);
  }
}

export async function addManifest(archive: ArchiveWriter, manifest: Manifest): Promise<void> {
  const bytes = new TextEncoder().encode(canonicalJson(manifest));
  await archive.add(manifestName, bytes);
  await archive.add(manifestDigestName, new TextEncoder().encode(manifestDigest(sha256Of(bytes))));
}

async function makeHead({ store, organisation }: BackupSource, at: Date): Promise<Head> {
  return {
    format,
    version: 1,
    at: at.toISOString(),
    organisation,
    migrations: await appliedMigrations(store.db),
  };
}

async function copyFiles(
  files: EvidenceFiles,
  archive: ArchiveWriter,
  addresses: readonly string[],
  { kept, say }: { kept: DeletionPause; say: WriteLine },
): Promise<Pick<Manifest, "files" | "fileBytes" | "missing">> {
  const copied = { files: 0, fileBytes: 0, missing: [] as string[] };
  const progress = createProgress(say, addresses.length);
  let renewed = Date.now();
  for (const address of addresses) {
    const file = await tryEvidence(files, address);
    // Altered bytes would be refused on restore.
    if ("fault" in file) {
      say(`file ${address}: ${file.fault}`);
      copied.missing.push(address);
      continue;
    }
    await archive.add(fileName(address), file.bytes);
    copied.files++;
    copied.fileBytes += file.bytes.length;
    progress.step();
    if (Date.now() - renewed < renewEveryMs) continue;
    renewed = Date.now();
    await kept.extend(new Date(renewed));
  }
  progress.end();
  return copied;
}
