/** Advisory locks that replicas share: numbers of single locks, and locks by name. */

import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { named } from "./prepared-statements.ts";
import type { Db } from "./store.ts";

export const locks = {
  migration: 7_203_001,
  /** Held alone while cases are merged or split, and shared while reports are stored. */
  ingest: 7_203_002,
  /** Short: held while a log batch or a day's batches are written. */
  auditLog: 7_203_003,
  /** Held while texts are compared and cases grouped by them. */
  texts: 7_203_019,
  /** Held while similar pictures are searched. */
  pictures: 7_203_005,
  /** Held while tasks are assigned to reviewers. */
  tasks: 7_203_006,
  /** Held while a letter gets its number. */
  requests: 7_203_007,
  /** Held while a referral gets its number. */
  referrals: 7_203_018,
  /** Held from a change to people, devices, keys or channels until it is logged. */
  trust: 7_203_017,
  /** Held while a file of people is imported, so that two imports do not enrol a person twice. */
  peopleImport: 7_203_023,
  /** Held while a backup is restored into the database. */
  restore: 7_203_025,
  /** Held while a proposal for a recipe is counted and stored. */
  proposals: 7_203_024,
  /** Held while a month is counted. */
  figures: 7_203_016,
  /** Held by the replica that seals the log. */
  sealing: 7_203_020,
  /** Held by the replica that deletes expired evidence. */
  retention: 7_203_021,
  /** Held by the replica that writes the daily export. */
  export: 7_203_022,
  /** First of two keys, the second is the file's hash; held while its bytes are added or removed. */
  file: 7_203_004,
} as const;

/**
 * Locks names until the transaction ends. Every caller sorts them in the same way, so two callers cannot wait for each
 * other. A lock has 64 bits of the name's hash; two names with the same bits only wait for each other.
 */
export async function lockNames(tx: Db, names: Iterable<string>): Promise<void> {
  const keys = [...new Set([...names].map(keyOf))].sort();
  await tx.execute(
    sql`select pg_advisory_xact_lock(name) from unnest(${`{${keys.join(",")}}`}::bigint[]) as name ${named}`,
  );
}

function keyOf(name: string): string {
  return createHash("sha256").update(name).digest().readBigInt64BE().toString();
}
