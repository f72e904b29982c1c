/** While a backup runs, no bytes are removed that its snapshot counts on; deleted words go all the same. */

import { forgetSetting, readSetting, writeSetting } from "./settings.ts";
import type { Db } from "./store.ts";

const name = "keep-files-until";

/** Longer than copying takes between two renewals; what a crash leaves behind ends by itself. */
const keptMs = 6 * 3_600_000;

export function keepFiles(db: Db, now: Date): Promise<void> {
  return writeSetting(db, name, new Date(now.getTime() + keptMs).toISOString());
}

export function letFilesGo(db: Db): Promise<void> {
  return forgetSetting(db, name);
}

export async function areFilesKept(db: Db, now: Date): Promise<boolean> {
  const until = await readSetting(db, name);
  return until !== undefined && new Date(until) > now;
}
