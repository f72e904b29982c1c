/**
 * Keeps a backup's files: while it runs, no bytes are removed that its snapshot needs. Words are deleted
 * regardless.
 */

import { randomUUID } from "node:crypto";
import { like } from "drizzle-orm";
import { settings } from "../../db/schema/index.ts";
import { deleteSetting, writeSetting } from "../../db/shared-settings.ts";
import type { Db } from "../../db/store.ts";

const prefix = "keep-files/";

/** Must exceed the time between two renewals. Expires after a crash. */
const pauseMs = 6 * 3_600_000;
/** The clocks of two machines may differ by this. A mark of one further ahead would keep bytes for as long. */
const maxApartMs = 3_600_000;

/** One per backup: several may run at once, and the first to end must not release the files of the others. */
export interface DeletionPause {
  extend(now: Date): Promise<void>;
  end(): Promise<void>;
}

export async function pauseFileDeletion(db: Db, now: Date): Promise<DeletionPause> {
  const name = prefix + randomUUID();
  const renew = (at: Date) => writeSetting(db, name, new Date(at.getTime() + pauseMs).toISOString());
  await renew(now);
  return { extend: renew, end: () => deleteSetting(db, name) };
}

/** Used after a restore: the copied database contains the markers of backups that ran at that time. */
export async function endDeletionPauses(db: Db): Promise<void> {
  await db.delete(settings).where(like(settings.name, `${prefix}%`));
}

export async function isDeletionPaused(db: Db, now: Date): Promise<boolean> {
  const rows = await db
    .select()
    .from(settings)
    .where(like(settings.name, `${prefix}%`));
  const latest = new Date(now.getTime() + pauseMs + maxApartMs);
  return rows.map(({ value }) => new Date(value)).some((until) => until > now && until <= latest);
}
