/** Seals the log in batches: new entries under one root and one signature. */

import { asc, desc, max, sql } from "drizzle-orm";
import type { BatchClaims, Leaf } from "../../utils/shared/contract/audit-log.ts";
import { batchDigest, hashLeaf, noBatch, signBatch } from "../../utils/shared/seal/log-batch.ts";
import { growTree, rootIn } from "../../utils/shared/seal/merkle.ts";
import type { SealingKey } from "../../utils/shared/seal/seal.ts";
import { insertRows } from "../db/insert.ts";
import { locks } from "../db/locks.ts";
import { batches, batchLeaves, days, log, unsealed } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { endOfDay, utcDay } from "./close-days.ts";

/** Limit per batch; the rest goes into the next one at once. */
const maxEntries = 20_000;

/** Seals all waiting entries. Returns the number of batches made, 0 if another replica was faster. */
export async function sealLog(db: Db, key: SealingKey, now: () => Date): Promise<number> {
  for (let made = 0; ; made++) {
    const entries = await sealBatch(db, key, now());
    if (entries === 0) return made;
    if (entries < maxEntries) return made + 1;
  }
}

/**
 * Seals one batch. Returns its number of entries, 0 if none wait or another replica was faster.
 * Hashing and signing run outside of any transaction. The write is short, under a lock that only this work takes, so reports
 * are not blocked.
 */
async function sealBatch(db: Db, key: SealingKey, now: Date): Promise<number> {
  const before = await readLastSealed(db);
  const leaves = await readUnsealed(db);
  if (leaves.length === 0) return 0;
  const hashes = await Promise.all(leaves.map(hashLeaf));
  const claims: BatchClaims = {
    no: (before.last?.no ?? 0) + 1,
    at: batchTime(now, before.closedDay).toISOString(),
    size: leaves.length,
    root: rootIn(await growTree(hashes)),
    previous: before.last ? await batchDigest(before.last.jws) : noBatch,
  };
  const jws = await signBatch(claims, key);
  const rows = leaves.map(({ caseId, from, hashes: entries }, index) => ({
    batchNo: claims.no,
    place: index,
    caseId,
    fromSeq: from,
    toSeq: from + entries.length - 1,
    hash: hashes[index] ?? "",
  }));
  const entries = leaves.reduce((sum, leaf) => sum + leaf.hashes.length, 0);
  const written = await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.auditLog})`);
    const end = await readLastSealed(tx);
    if (end.last?.no !== before.last?.no || end.closedDay !== before.closedDay) return false;
    const at = new Date(claims.at);
    await tx.insert(batches).values({ ...claims, at, day: utcDay(at), jws });
    await tx.execute(insertRows(batchLeaves, rows));
    await deleteUnsealed(tx, claims.no, entries);
    return true;
  });
  return written ? entries : 0;
}

interface LastSealed {
  last: { no: number; jws: string } | undefined;
  /** The newest closed day. */
  closedDay: string | null;
}

async function readLastSealed(db: Db): Promise<LastSealed> {
  const [last] = await db
    .select({ no: batches.no, jws: batches.jws })
    .from(batches)
    .orderBy(desc(batches.no))
    .limit(1);
  const [closed] = await db.select({ day: max(days.day) }).from(days);
  return { last, closedDay: closed?.day ?? null };
}

/** Keeps batches out of a closed day if the clock was set back. */
function batchTime(now: Date, closedDay: string | null): Date {
  const earliest = closedDay === null ? now : endOfDay(closedDay);
  return now < earliest ? earliest : now;
}

/** A case's entries commit in order, so its waiting entries are always contiguous. */
async function readUnsealed(db: Db): Promise<Leaf[]> {
  const waiting = db
    .select()
    .from(unsealed)
    .orderBy(asc(unsealed.caseId), asc(unsealed.seq))
    .limit(maxEntries)
    .as("waiting");
  const rows = await db
    .select({ caseId: log.caseId, seq: log.seq, hash: log.hash })
    .from(waiting)
    .innerJoin(log, sql`${log.caseId} = ${waiting.caseId} and ${log.seq} = ${waiting.seq}`)
    .orderBy(asc(log.caseId), asc(log.seq));
  const leaves: Leaf[] = [];
  for (const { caseId, seq, hash } of rows) {
    const last = leaves.at(-1);
    if (last?.caseId !== caseId) leaves.push({ caseId, from: seq, hashes: [hash] });
    else if (seq === last.from + last.hashes.length) last.hashes.push(hash);
    else throw new Error(`case ${caseId}: entry ${last.from + last.hashes.length} is not waiting`);
  }
  return leaves;
}

async function deleteUnsealed(db: Db, batchNo: number, entries: number): Promise<void> {
  const taken = await db
    .delete(unsealed)
    .where(
      sql`exists (select from ${batchLeaves} where ${batchLeaves.batchNo} = ${batchNo} and ${batchLeaves.caseId} = ${unsealed.caseId} and ${unsealed.seq} between ${batchLeaves.fromSeq} and ${batchLeaves.toSeq})`,
    )
    .returning({ seq: unsealed.seq });
  if (taken.length !== entries)
    throw new Error(`batch ${batchNo}: ${taken.length} of ${entries} entries waited`);
}
