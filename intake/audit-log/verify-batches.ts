/** Verifies that every batch is signed, follows the previous one, and seals what the log contains now. */

import { and, asc, eq, gt, gte, lte, max, min, sql } from "drizzle-orm";
import type { BatchClaims, Leaf } from "../../utils/shared/contract/audit-log.ts";
import type { PublicKey } from "../../utils/shared/contract/enrolment.ts";
import { canonicalJson } from "../../utils/shared/seal/digest.ts";
import { batchDigest, checkBatch, hashLeaf, noBatch } from "../../utils/shared/seal/log-batch.ts";
import { growTree, rootIn } from "../../utils/shared/seal/merkle.ts";
import { batches, batchLeaves, log } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { utcDay } from "./close-days.ts";
import type { BatchMark } from "./newest-batch.ts";
import { trustLogId } from "./store/trust-log.ts";

type Batch = typeof batches.$inferSelect;

const pageRows = 200;

/** An intake that runs seals each minute, so an older entry needs an explanation. */
const lateMs = 3_600_000;
/** Hours with entries of cases. The first batch of an intake has at most those before and after a stop. */
const maxFirstHours = 2;
const maxNamed = 5;

interface VerifiedBatches {
  batches: number;
  newest: BatchMark | undefined;
  /** One sentence each. */
  broken: string[];
  notes: string[];
}

export async function verifyBatches(db: Db, key: PublicKey): Promise<VerifiedBatches> {
  const found: BatchFindings = { broken: [], late: [], notes: [] };
  let newest: BatchMark | undefined;
  let checked = 0;
  for (;;) {
    const page = await readPage(db, newest?.no ?? 0);
    for (const batch of page) {
      const next = (newest?.no ?? 0) + 1;
      if (batch.no !== next) found.broken.push(`batch ${next}: is gone`);
      else if (batch.previous !== (newest?.digest ?? noBatch))
        found.broken.push(`batch ${batch.no}: does not follow the one before`);
      found.broken.push(...(await verifyBatch(db, batch, key)));
      await compareTimes(db, batch, found);
      newest = { no: batch.no, digest: await batchDigest(batch.jws) };
    }
    checked += page.length;
    if (page.length < pageRows)
      return {
        batches: checked,
        newest,
        broken: found.broken,
        notes: [...found.notes, ...listLate(found.late)],
      };
  }
}

interface BatchFindings {
  broken: string[];
  late: string[];
  notes: string[];
}

async function compareTimes(db: Db, batch: Batch, { late, notes }: BatchFindings): Promise<void> {
  const times = await readTimes(db, batch);
  if (batch.no === 1 && times.hours > maxFirstHours) notes.push(describeFirst(times));
  else if (times.from && batch.at.getTime() - times.from.getTime() > lateMs)
    late.push(describeLate(batch, times.from));
}

interface EntryTimes {
  /** Null if the batch has no entries in the log. */
  from: Date | null;
  to: Date | null;
  /** Different hours in which entries of cases were written. */
  hours: number;
}

async function readTimes(db: Db, { no }: Batch): Promise<EntryTimes> {
  const { caseId, fromSeq, toSeq } = batchLeaves;
  const ofCase = sql`${log.caseId} <> ${trustLogId}::uuid`;
  const [row] = await db
    .select({
      from: min(log.at),
      to: max(log.at),
      hours: sql<number>`count(distinct date_trunc('hour', ${log.at})) filter (where ${ofCase})`.mapWith(
        Number,
      ),
    })
    .from(batchLeaves)
    .innerJoin(log, and(eq(log.caseId, caseId), gte(log.seq, fromSeq), lte(log.seq, toSeq)))
    .where(eq(batchLeaves.batchNo, no));
  return row ?? { from: null, to: null, hours: 0 };
}

function describeFirst({ from, to, hours }: EntryTimes): string {
  return `batch 1: seals entries of ${hours} different hours at once (${from?.toISOString()} to ${to?.toISOString()}), as if earlier batches were gone, or nothing could be sealed until then`;
}

function describeLate({ no, at }: Batch, from: Date): string {
  return `batch ${no} of ${at.toISOString()} (from ${from.toISOString()})`;
}

function listLate(late: readonly string[]): string[] {
  if (late.length === 0) return [];
  const more = late.length > maxNamed ? ` and ${late.length - maxNamed} more` : "";
  return [
    `sealed more than an hour after their oldest entry, as after the intake was off or its clock was wrong: ${late.slice(0, maxNamed).join(", ")}${more}`,
  ];
}

function readPage(db: Db, after: number): Promise<Batch[]> {
  return db.select().from(batches).where(gt(batches.no, after)).orderBy(asc(batches.no)).limit(pageRows);
}

async function verifyBatch(db: Db, batch: Batch, key: PublicKey): Promise<string[]> {
  const { no, at, day, size, root, previous, jws } = batch;
  const checked = await checkBatch(jws, key);
  if (!checked.ok) return [`batch ${no}: its ${checked.problem.detail} does not hold`];
  const kept: BatchClaims = { no, at: at.toISOString(), size, root, previous };
  if (canonicalJson(kept) !== canonicalJson(checked.value) || day !== utcDay(at))
    return [`batch ${no}: is not what was signed`];
  return verifyTree(db, batch);
}

/** Rebuilds the tree from the log: reports altered leaves, otherwise checks the root over the stored ones. */
async function verifyTree(db: Db, { no, size, root }: Batch): Promise<string[]> {
  const rows = await db
    .select()
    .from(batchLeaves)
    .where(eq(batchLeaves.batchNo, no))
    .orderBy(asc(batchLeaves.place));
  const leaves = await readLeaves(db, no);
  const hashes = await Promise.all(leaves.map(hashLeaf));
  const altered = rows.flatMap(({ caseId, place, fromSeq, toSeq, hash }) =>
    hashes[place] === hash
      ? []
      : [`batch ${no}: entries ${fromSeq} to ${toSeq} of case ${caseId} are not what was sealed`],
  );
  if (altered.length > 0) return altered;
  const whole = rows.length === size && rootIn(await growTree(rows.map(({ hash }) => hash))) === root;
  return whole ? [] : [`batch ${no}: its leaves are not what was sealed`];
}

/** A batch's leaves by place, with the hashes now in the log. */
async function readLeaves(db: Db, no: number): Promise<Leaf[]> {
  const { place, caseId, fromSeq, toSeq } = batchLeaves;
  const rows = await db
    .select({ place, caseId, fromSeq, hash: log.hash })
    .from(batchLeaves)
    .leftJoin(log, and(eq(log.caseId, caseId), gte(log.seq, fromSeq), lte(log.seq, toSeq)))
    .where(eq(batchLeaves.batchNo, no))
    .orderBy(asc(place), asc(log.seq));
  const leaves: Leaf[] = [];
  for (const row of rows) {
    leaves[row.place] ??= { caseId: row.caseId, from: row.fromSeq, hashes: [] };
    if (row.hash !== null) leaves[row.place]?.hashes.push(row.hash);
  }
  return leaves;
}
