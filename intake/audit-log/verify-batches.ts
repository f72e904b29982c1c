/** Verifies that every batch is signed, follows the previous one, and seals what the log contains now. */

import { and, asc, eq, gt, gte, lte } from "drizzle-orm";
import type { BatchClaims, Leaf } from "../../utils/shared/contract/audit-log.ts";
import type { PublicKey } from "../../utils/shared/contract/enrolment.ts";
import { canonicalJson } from "../../utils/shared/seal/digest.ts";
import { batchDigest, checkBatch, hashLeaf, noBatch } from "../../utils/shared/seal/log-batch.ts";
import { growTree, rootIn } from "../../utils/shared/seal/merkle.ts";
import { batches, batchLeaves, log } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { utcDay } from "./close-days.ts";

type Batch = typeof batches.$inferSelect;

const pageRows = 200;

export async function verifyBatches(db: Db, key: PublicKey): Promise<{ batches: number; broken: string[] }> {
  const broken: string[] = [];
  let [checked, before] = [0, noBatch];
  for (let after = 0; ; ) {
    const page = await readPage(db, after);
    for (const batch of page) {
      checked++;
      if (batch.no !== after + 1) broken.push(`batch ${after + 1}: is gone`);
      else if (batch.previous !== before) broken.push(`batch ${batch.no}: does not follow the one before`);
      broken.push(...(await verifyBatch(db, batch, key)));
      before = await batchDigest(batch.jws);
      after = batch.no;
    }
    if (page.length < pageRows) return { batches: checked, broken };
  }
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
