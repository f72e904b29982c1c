import { logRestored } from "../audit-log/store/trust-log.ts";
import { readNumberGap } from "../db/number-gap.ts";
import type { Db } from "../db/store.ts";

/**
 * Records in the trust log, once, that the database was restored. Needs the newest tables, which the restore's own
 * transaction does not have; a start repeats it in case the restore was cut off.
 */
export function logRestore(db: Db): Promise<void> {
  return db.transaction(async (tx) => {
    const gap = await readNumberGap(tx);
    if (!gap) return;
    const { restoredAt, backedUpAt, sha256 = null } = gap;
    await logRestored(tx, restoredAt, { backedUpAt: backedUpAt.toISOString(), sha256 });
  });
}
