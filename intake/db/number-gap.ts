/** Numbers that may have been given after the backup of a restored database, and are not given again. */

import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { sha256 } from "../../utils/shared/contract/ids.ts";
import { rowsOf } from "./read-cursor.ts";
import { readSetting, writeSetting } from "./shared-settings.ts";
import type { Db } from "./store.ts";

const name = "number-gap";

const numberGap = z.object({
  /** When the backup was made, and when it was restored. */
  backedUpAt: z.coerce.date(),
  restoredAt: z.coerce.date(),
  /** SHA-256 of the backup's file; versions before December 2026 did not keep it. */
  sha256: sha256.optional(),
  /** The last number that is left out. */
  until: z.int(),
});
export type NumberGap = z.infer<typeof numberGap>;

/** Numbers are given more slowly than one a second. Also covers clocks of two machines that differ. */
const [perSecond, least] = [1, 100];

const numbered: Record<string, SQL> = {
  recipe_packs: sql`select max(version) as last from recipe_packs`,
  referrals: sql`select max(no) as last from referrals`,
  requests: sql`select max(no) as last from requests`,
};

/** Used after a restore. `tables`: those of the backup, which may be of an earlier version. */
export async function leaveNumberGap(
  tx: Db,
  tables: readonly string[],
  { backedUpAt, restoredAt, sha256 }: Omit<NumberGap, "until">,
): Promise<void> {
  // A backup of a restored database has the gap of its restore.
  let last = (await readNumberGap(tx))?.until ?? 0;
  for (const [table, query] of Object.entries(numbered)) {
    const [row] = tables.includes(table) ? await rowsOf<{ last: number | null }>(tx, query) : [];
    last = Math.max(last, row?.last ?? 0);
  }
  const seconds = Math.max(0, Math.ceil((restoredAt.getTime() - backedUpAt.getTime()) / 1000));
  const gap: NumberGap = { backedUpAt, restoredAt, sha256, until: last + least + seconds * perSecond };
  await writeSetting(tx, name, JSON.stringify(gap));
}

/** Undefined if the database was never restored. */
export async function readNumberGap(db: Db): Promise<NumberGap | undefined> {
  const value = await readSetting(db, name);
  return value === undefined ? undefined : numberGap.parse(JSON.parse(value));
}
