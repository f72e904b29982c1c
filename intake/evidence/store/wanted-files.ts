/** The time for which a file that a report lists is still expected. */

import { lte } from "drizzle-orm";
import { wantedFiles } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

const wantedWindowMs = 30 * 24 * 3_600_000;

/** Files of reports received before that are no longer expected. */
export function wantedSince(now: Date): Date {
  return new Date(now.getTime() - wantedWindowMs);
}

export async function forgetOldWantedFiles(db: Db, now: Date): Promise<void> {
  await db.delete(wantedFiles).where(lte(wantedFiles.receivedAt, wantedSince(now)));
}
