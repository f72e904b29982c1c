/** Combines the batches of each finished UTC day under one root. */

import { asc, eq, lt, sql } from "drizzle-orm";
import { dayRoot } from "../../utils/shared/seal/log-batch.ts";
import { locks } from "../db/locks.ts";
import { batches, days } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";

export function utcDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The first moment after the day. */
export function endOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000);
}

/** Returns the days closed now, oldest first. No batch is added to a closed day, whatever the clock. */
export function closeDays(db: Db, now: Date): Promise<string[]> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.auditLog})`);
    const closed = tx.select({ day: days.day }).from(days);
    const open = await tx
      .selectDistinct({ day: batches.day })
      .from(batches)
      .where(sql`${lt(batches.day, utcDay(now))} and ${batches.day} not in (${closed})`)
      .orderBy(asc(batches.day));
    for (const { day } of open) {
      await tx.insert(days).values({ day, root: await dayRoot(await readBatches(tx, day)), closedAt: now });
    }
    return open.map(({ day }) => day);
  });
}

/** The JWS of a day's batches, in order. */
export async function readBatches(db: Db, day: string): Promise<string[]> {
  const rows = await db
    .select({ jws: batches.jws })
    .from(batches)
    .where(eq(batches.day, day))
    .orderBy(asc(batches.no));
  return rows.map(({ jws }) => jws);
}
