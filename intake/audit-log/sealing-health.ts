/** Checks that sealing keeps up. */

import { count, eq, isNull, max } from "drizzle-orm";
import { batches, dayStamps, days, unsealed } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";

export interface AuditLogHealth {
  /** Log entries in no batch yet. */
  unsealed: number;
  /** Time of the newest batch; null before the first. */
  lastBatchAt: Date | null;
  unstampedDays: number;
}

export async function readAuditLogHealth(db: Db): Promise<AuditLogHealth> {
  const [waiting] = await db.select({ n: count() }).from(unsealed);
  const [last] = await db.select({ at: max(batches.at) }).from(batches);
  const [unstamped] = await db
    .select({ n: count() })
    .from(days)
    .leftJoin(dayStamps, eq(dayStamps.day, days.day))
    .where(isNull(dayStamps.day));
  return { unsealed: waiting?.n ?? 0, lastBatchAt: last?.at ?? null, unstampedDays: unstamped?.n ?? 0 };
}
