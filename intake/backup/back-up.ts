/** Writes everything that an intake keeps into one file, while it runs. */

import { canonicalJson } from "../../utils/seal/digest.ts";
import type { Say } from "../admin/hold.ts";
import type { EvidenceFiles } from "../evidence/files.ts";
import { keepFiles, letFilesGo } from "../store/keep-files.ts";
import { appliedMigrations } from "../store/migrations.ts";
import type { Store } from "../store/store.ts";
import {
  fileName,
  format,
  type Head,
  headName,
  type Manifest,
  manifestDigest,
  manifestDigestName,
  manifestName,
} from "./contents.ts";
import { copyTables } from "./copy-tables.ts";
import { sha256Of } from "./digest.ts";
import { noteBackup } from "./last-backup.ts";
import { type ArchiveWriter, writeArchive } from "./write-archive.ts";

export interface BackedUp {
  path: string;
  bytes: number;
  sha256: string;
  rows: number;
  files: number;
  fileBytes: number;
  missing: string[];
}

interface Source {
  store: Store;
  files: EvidenceFiles;
  organisation: string;
}

const sayEveryMs = 2_000;
const renewEveryMs = 3_600_000;

/** Throws a sentence when the file cannot be written; nothing of it is left then. */
export async function backUp(source: Source, path: string, say: Say): Promise<BackedUp> {
  const { db } = source.store;
  const archive = await writeArchive(path);
  try {
    // Before the snapshot: what it counts on is kept from then on.
    await keepFiles(db, new Date());
    const at = new Date();
    const text = canonicalJson(await headOf(source, at));
    await archive.add(headName, new TextEncoder().encode(text));
    const { addresses, ...tables } = await copyTables(source.store, archive, say);
    const copied = await copyFiles(source, archive, addresses, say);
    const manifest: Manifest = { ...tables, ...copied, sha256: archive.digest() };
    await addManifest(archive, manifest);
    const done = await archive.finish();
    await noteBackup(db, { at: at.toISOString(), ...done });
    const rows = tables.tables.reduce((sum, table) => sum + table.rows, 0);
    return { path, ...done, rows, ...copied };
  } catch (error) {
    await archive.discard();
    throw error;
  } finally {
    await letFilesGo(db).catch(() => undefined);
  }
}

export async function addManifest(archive: ArchiveWriter, manifest: Manifest): Promise<void> {
  const bytes = new TextEncoder().encode(canonicalJson(manifest));
  await archive.add(manifestName, bytes);
  await archive.add(manifestDigestName, new TextEncoder().encode(manifestDigest(sha256Of(bytes))));
}

async function headOf({ store, organisation }: Source, at: Date): Promise<Head> {
  return {
    ...{ format, version: 1, at: at.toISOString(), organisation },
    migrations: await appliedMigrations(store.db),
  };
}

async function copyFiles(
  { store, files }: Source,
  archive: ArchiveWriter,
  addresses: readonly string[],
  say: Say,
): Promise<Pick<Manifest, "files" | "fileBytes" | "missing">> {
  const copied = { files: 0, fileBytes: 0, missing: [] as string[] };
  let [said, renewed] = [Date.now(), Date.now()];
  for (const address of addresses) {
    const found = await files.get(address);
    // Bytes that are not what their address says would be refused on their way back.
    if (!found || sha256Of(found.bytes) !== address) {
      copied.missing.push(address);
      continue;
    }
    await archive.add(fileName(address), found.bytes);
    copied.files++;
    copied.fileBytes += found.bytes.length;
    const now = Date.now();
    if (now - said > sayEveryMs) {
      said = now;
      say(`evidence: ${copied.files} of ${addresses.length} files`);
    }
    if (now - renewed > renewEveryMs) {
      renewed = now;
      await keepFiles(store.db, new Date(now));
    }
  }
  say(`evidence: ${copied.files} of ${addresses.length} files`);
  return copied;
}
