/** While a backup runs, no bytes are removed that its snapshot counts on; deleted words go all the same. */

import { randomUUID } from "node:crypto";
import { like } from "drizzle-orm";
import { settings } from "./schema/index.ts";
import { forgetSetting, writeSetting } from "./settings.ts";
import type { Db } from "./store.ts";

const prefix = "keep-files/";

/** Longer than copying takes between two renewals; what a crash leaves behind ends by itself. */
const keptMs = 6 * 3_600_000;

/** Of one backup: several may run at once, and the first to end must not let go of what the others count on. */
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

/** What a backup brings along of itself and of others is over where it is restored. */
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
