/** Lets one replica do work that all would otherwise do at the same time. */

import { sql } from "drizzle-orm";
import { rowsOf } from "./read-cursor.ts";
import type { Store } from "./store.ts";

/**
 * Runs the work while no other replica holds the lock; otherwise returns undefined at once. If the replica dies, the
 * server releases the lock with its connection. PGlite has one process only.
 */
export async function runElected<T>(
  { jobsDb, engine }: Store,
  lock: number,
  work: () => Promise<T>,
): Promise<T | undefined> {
  if (engine === "pglite") return work();
  return jobsDb.transaction(async (tx) => {
    // This connection only holds the lock: the work uses others.
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    const [row] = await rowsOf<{ mine: boolean }>(tx, sql`select pg_try_advisory_xact_lock(${lock}) as mine`);
    return row?.mine ? work() : undefined;
  });
}
