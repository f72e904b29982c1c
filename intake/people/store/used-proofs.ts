/** Used proofs: each counts once. They are forgotten by emptying a partition of their table, not row by row. */

import { sql } from "drizzle-orm";
import type { ProofUse } from "../../core/caller.ts";
import { hasCode } from "../../core/error-causes.ts";
import { insertRows } from "../../db/insert.ts";
import { named } from "../../db/prepared-statements.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import { usedProofs } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** Returned in the order of the proofs; true for a proof used for the first time. */
export async function useProofs(db: Db, proofs: ProofUse[]): Promise<boolean[]> {
  const inserted = sql`${insertRows(usedProofs, proofs)} on conflict do nothing returning jti ${named}`;
  const rows = await rowsOf<{ jti: string }>(db, inserted);
  const fresh = new Set(rows.map(({ jti }) => jti));
  // A proof that is twice in one batch counts as fresh only the first time.
  return proofs.map(({ jti }) => fresh.delete(jti));
}

/** One for each quarter of an hour in which proofs expire. They always exist, so no proof lacks a partition. */
const partitions = ["used_proofs_00", "used_proofs_15", "used_proofs_30", "used_proofs_45"];

/**
 * A proof is accepted for at most ten minutes after its first use. The rest is the time by which the clocks of two
 * replicas may differ. Measured without a clock that can be set.
 */
const quietMs = 30 * 60_000;

/** A proof from a clock far ahead keeps its partition. Other rows there are deleted this long after they expired. */
const leftoverMs = 3_600_000;

/** The given time or the database's, because one of the two clocks may be ahead. */
const earlier = (now: Date) => sql`least(${now.toISOString()}::timestamptz, clock_timestamp())`;

interface Newest {
  expiresMs: number;
  /** By the given clock and by the database's. */
  isExpired: boolean;
}

/**
 * Returns a function to be called each minute. It empties a partition whose newest proof has expired and was the newest
 * for `quietMs`, so that one clock that jumps ahead makes no proof be forgotten early.
 */
export function createProofDeletion(
  db: Db,
  uptimeMs: () => number = () => performance.now(),
): (now: Date) => Promise<void> {
  const watched = new Map<string, { expiresMs: number; sinceMs: number }>();
  return async (now) => {
    for (const name of partitions) {
      const newest = await readNewest(db, name, now);
      const known = watched.get(name);
      if (!newest) watched.delete(name);
      else if (known?.expiresMs !== newest.expiresMs)
        watched.set(name, { expiresMs: newest.expiresMs, sinceMs: uptimeMs() });
      else if (uptimeMs() - known.sinceMs < quietMs) continue;
      else if (newest.isExpired) await empty(db, name, newest.expiresMs, now);
      else await deleteExpired(db, name, now);
    }
  };
}

/** Returns undefined if the partition is empty. */
async function readNewest(db: Db, name: string, now: Date): Promise<Newest | undefined> {
  const [row] = await rowsOf<Newest>(
    db,
    sql`select (extract(epoch from newest) * 1000)::float8 as "expiresMs",
        newest < ${earlier(now)} as "isExpired"
      from (select max(expires_at) as newest from ${sql.identifier(name)}) as one where newest is not null`,
  );
  return row;
}

const lockNotAvailable = "55P03";

/** Tries once: a backup may read the partition for an hour, and proofs would wait behind a lock that waits for it. */
async function empty(db: Db, name: string, expiresMs: number, now: Date): Promise<void> {
  const partition = sql.identifier(name);
  try {
    await db.transaction(async (tx) => {
      await tx.execute(sql`lock table ${partition} in access exclusive mode nowait`);
      if ((await readNewest(tx, name, now))?.expiresMs === expiresMs)
        await tx.execute(sql`truncate ${partition}`);
    });
  } catch (error) {
    if (!hasCode(error, [lockNotAvailable])) throw error;
  }
}

async function deleteExpired(db: Db, name: string, now: Date): Promise<void> {
  await db.execute(sql`
    delete from ${sql.identifier(name)}
    where expires_at < ${earlier(now)} - make_interval(secs => ${leftoverMs / 1000})`);
}
