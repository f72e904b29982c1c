/**
 * Keeps a backup's files: while it runs, no bytes are removed that its snapshot needs. Words are deleted
 * regardless.
 */

import { randomUUID } from "node:crypto";
import { like } from "drizzle-orm";
import { settings } from "../../db/schema/index.ts";
import { forgetSetting, writeSetting } from "../../db/settings.ts";
import type { Db } from "../../db/store.ts";

const prefix = "keep-files/";

/** Must exceed the time between two renewals. Expires after a crash. */
const keptMs = 6 * 3_600_000;

/** One per backup: several may run at once, and the first to end must not release the files of the others. */
export interface KeptFiles {
  renew(now: Date): Promise<void>;
  letGo(): Promise<void>;
}

export async function keepFiles(db: Db, now: Date): Promise<KeptFiles> {
  const name = prefix + randomUUID();
  const renew = (at: Date) => writeSetting(db, name, new Date(at.getTime() + keptMs).toISOString());
  await renew(now);
  return { renew, letGo: () => forgetSetting(db, name) };
}

/** Used after a restore: the copied database contains the markers of backups that ran at that time. */
export async function letAllFilesGo(db: Db): Promise<void> {
  await db.delete(settings).where(like(settings.name, `${prefix}%`));
}

export async function areFilesKept(db: Db, now: Date): Promise<boolean> {
  const rows = await db
    .select()
    .from(settings)
    .where(like(settings.name, `${prefix}%`));
  return rows.some(({ value }) => new Date(value) > now);
}
