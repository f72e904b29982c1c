/**
 * Ties an evidence store to its database: both hold the same random id. Without it, a database beside a missing mount,
 * or beside the store of another intake, would acknowledge files into the wrong place and delete rows of files that
 * stay stored elsewhere.
 */

import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { desc, isNotNull } from "drizzle-orm";
import { logLine } from "../../core/log.ts";
import { checks, files as fileRows } from "../../db/schema/index.ts";
import { readOrMakeSetting, readSetting, writeSetting } from "../../db/shared-settings.ts";
import type { Db } from "../../db/store.ts";
import { type EvidenceFiles, EvidenceUnavailable, openEvidence } from "../evidence-files.ts";

/** Holds the id in the store. A store that gets another database gets another id. */
export const idFile = "store-id";
export const idSetting = "evidence/store-id";
/** Exists once the store holds the id. */
const tiedSetting = "evidence/tied";

/** The store holds no id, or another database's. */
export class WrongEvidenceStore extends EvidenceUnavailable {
  override name = "WrongEvidenceStore";
}

export const openOwnEvidence = async (db: Db, address: string): Promise<EvidenceFiles> =>
  ownEvidence(db, await openEvidence(address), address);

/**
 * Ties an opened evidence store and its database at the first use. Throws `WrongEvidenceStore` if it is not
 * the database's, at the start and later before each write and removal. A store that gives no answer at the start is
 * checked later.
 */
export async function ownEvidence(db: Db, files: EvidenceFiles, address: string): Promise<EvidenceFiles> {
  let tied: string | undefined;
  const check = async () => {
    tied ??= await tie(db, files, address);
    await refuseOtherStore(files, address, tied);
  };
  await check().catch((error: unknown) => {
    if (error instanceof WrongEvidenceStore || !(error instanceof EvidenceUnavailable)) throw error;
    logLine("not-ready", { error, detail: "evidence" });
  });
  return {
    ...files,
    putNamed: (name, content) => check().then(() => files.putNamed(name, content)),
    put: (sha256, bytes) => check().then(() => files.put(sha256, bytes)),
    remove: (sha256) => check().then(() => files.remove(sha256)),
    checkWritable: () => check().then(files.checkWritable),
  };
}

async function tie(db: Db, files: EvidenceFiles, address: string): Promise<string> {
  const id = await readOrMakeSetting(db, idSetting, async () => randomUUID());
  const isTied = (await readSetting(db, tiedSetting)) !== undefined;
  const stored = await readId(files);
  if (stored !== undefined && stored !== id)
    throw new WrongEvidenceStore(
      `${address} has the evidence of another database. Check DATABASE_URL and EVIDENCE_URL. If that database is gone for good, delete the store's file ${idFile}.`,
    );
  if (stored === undefined) {
    if (await isElsewhere(db, files, isTied)) throw missingStore(address);
    await files.putNamed(idFile, Readable.from([id]));
  }
  if (!isTied) await writeSetting(db, tiedSetting, "true");
  return id;
}

export const missingStore = (address: string) =>
  new WrongEvidenceStore(
    `${address} does not have this database's evidence: its file ${idFile} is missing. Check that the disk is mounted, and EVIDENCE_URL. If you moved the evidence, copy ${idFile} too.`,
  );

/** Throws if the store does not hold the database's id. */
export async function refuseOtherStore(files: EvidenceFiles, address: string, id: string): Promise<void> {
  if ((await readId(files)) !== id) throw missingStore(address);
}

async function readId(files: EvidenceFiles): Promise<string | undefined> {
  const bytes = await files.getNamed(idFile);
  return bytes && new TextDecoder().decode(bytes);
}

/** Whether the database has files that a store without an id does not have. */
async function isElsewhere(db: Db, files: EvidenceFiles, isTied: boolean): Promise<boolean> {
  const [newest] = await db
    .select({ sha256: fileRows.sha256 })
    .from(fileRows)
    .orderBy(desc(fileRows.arrivedAt))
    .limit(1);
  // Databases of earlier versions have files, and no id.
  if (newest) return isTied || !(await files.has(newest.sha256));
  const [check] = await db
    .select({ id: checks.id })
    .from(checks)
    .where(isNotNull(checks.pictureFile))
    .limit(1);
  return isTied && check !== undefined;
}

/** Throws if an intake uses the store; the message is shown to the administrator. */
export async function refuseUsedStore(files: EvidenceFiles): Promise<void> {
  if (await files.hasNamed(idFile))
    throw new Error(
      `The evidence store belongs to a database already. If that database is gone for good, delete the store's file ${idFile} and restore again; otherwise name an empty store in EVIDENCE_URL. Nothing was changed.`,
    );
}

/** Gives a restored database and the store with its files a new id. */
export async function tieAnew(db: Db, files: EvidenceFiles): Promise<void> {
  const id = randomUUID();
  await files.putNamed(idFile, Readable.from([id]));
  await writeSetting(db, idSetting, id);
  await writeSetting(db, tiedSetting, "true");
}
