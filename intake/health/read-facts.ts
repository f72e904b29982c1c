/** Checks everything on which an intake depends. */

import { statfs } from "node:fs/promises";
import { sql } from "drizzle-orm";
import type { DiskFacts, Facts } from "../core/facts.ts";
import { logLine } from "../core/log.ts";
import type { Db } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/files.ts";
import { type Asked, readKept } from "./read-kept.ts";

export interface Looked extends Asked {
  folders: readonly string[];
}

/** `db` or `files` is undefined if it could not be opened. */
export async function readFacts(
  db: Db | undefined,
  files: EvidenceFiles | undefined,
  now: Date,
  { folders, ...asked }: Looked,
): Promise<Facts> {
  const database = db !== undefined && (await holds("database", () => db.execute(sql`select 1`)));
  const evidence = files !== undefined && (await holds("evidence", () => files.checkWritable()));
  const facts: Facts = { at: now, database, evidence, disks: await readDisks(folders) };
  return database && db ? { ...facts, kept: await readKept(db, now, asked) } : facts;
}

async function readDisks(folders: readonly string[]): Promise<DiskFacts[]> {
  const disks: DiskFacts[] = [];
  for (const path of folders) {
    const found = await statfs(path).catch(() => undefined);
    if (!found) continue;
    const { bavail, blocks, bsize } = found;
    disks.push({ path, freeBytes: bavail * bsize, totalBytes: blocks * bsize });
  }
  return disks;
}

/** Returns false if the check fails, and logs the reason. */
export async function holds(name: string, check: () => Promise<unknown>): Promise<boolean> {
  try {
    await check();
    return true;
  } catch (error) {
    logLine("not-ready", { error, detail: name });
    return false;
  }
}
