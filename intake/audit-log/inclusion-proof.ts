import { and, asc, eq, gte, inArray, lte } from "drizzle-orm";
import type { Inclusion } from "../../utils/shared/contract/audit-log.ts";
import { growTree, type MerkleTree, pathIn } from "../../utils/shared/seal/merkle.ts";
import { decodeReceipt } from "../../utils/shared/seal/receipt.ts";
import type { Ref, Scope } from "../core/scope.ts";
import { batches, batchLeaves, log, reports } from "../db/schema/index.ts";
import { reportsIn } from "../db/scope-filters.ts";
import type { Db } from "../db/store.ts";

type LeafRow = typeof batchLeaves.$inferSelect;

/**
 * A report's receipt, and the inclusion of its entry once it is sealed. Returns undefined if the report does
 * not exist or is out of scope.
 */
export async function inclusionOf(
  db: Db,
  { id, scope }: Ref<Scope>,
): Promise<{ receipt: string; inclusion?: Inclusion } | undefined> {
  const [row] = await db
    .select({ receipt: reports.receipt })
    .from(reports)
    .where(and(eq(reports.id, id), reportsIn(db, scope)));
  if (!row?.receipt) return undefined;
  const { caseId, log: entry } = decodeReceipt(row.receipt);
  const [leaf] = await db
    .select()
    .from(batchLeaves)
    .where(
      and(
        eq(batchLeaves.caseId, caseId),
        lte(batchLeaves.fromSeq, entry.seq),
        gte(batchLeaves.toSeq, entry.seq),
      ),
    );
  const [inclusion] = leaf ? await toInclusions(db, [leaf]) : [];
  return { receipt: row.receipt, ...(inclusion ? { inclusion } : {}) };
}

/** Inclusions of all entries of these cases' logs, in order. */
export async function inclusionsOf(db: Db, caseIds: readonly string[]): Promise<Inclusion[]> {
  const leaves = await db
    .select()
    .from(batchLeaves)
    .where(inArray(batchLeaves.caseId, [...caseIds]))
    .orderBy(asc(batchLeaves.batchNo), asc(batchLeaves.place));
  return toInclusions(db, leaves);
}

/** Leaves must be sorted by batch, so that only one batch's tree is in memory. */
async function toInclusions(db: Db, leaves: readonly LeafRow[]): Promise<Inclusion[]> {
  const inclusions: Inclusion[] = [];
  let at: { no: number; jws: string; tree: MerkleTree } | undefined;
  for (const row of leaves) {
    if (at?.no !== row.batchNo) at = await rebuildBatch(db, row.batchNo);
    const hashes = await readEntryHashes(db, row);
    inclusions.push({
      leaf: { caseId: row.caseId, from: row.fromSeq, hashes },
      index: row.place,
      path: pathIn(at.tree, row.place),
      batch: at.jws,
    });
  }
  return inclusions;
}

async function rebuildBatch(db: Db, no: number): Promise<{ no: number; jws: string; tree: MerkleTree }> {
  const [batch] = await db.select({ jws: batches.jws }).from(batches).where(eq(batches.no, no));
  if (!batch) throw new Error(`batch ${no} is missing`);
  const rows = await db
    .select({ hash: batchLeaves.hash })
    .from(batchLeaves)
    .where(eq(batchLeaves.batchNo, no))
    .orderBy(asc(batchLeaves.place));
  return { no, jws: batch.jws, tree: await growTree(rows.map(({ hash }) => hash)) };
}

/** Hashes of a leaf's entries, as the log has them now. */
export async function readEntryHashes(db: Db, { caseId, fromSeq, toSeq }: LeafRow): Promise<string[]> {
  const rows = await db
    .select({ hash: log.hash })
    .from(log)
    .where(and(eq(log.caseId, caseId), gte(log.seq, fromSeq), lte(log.seq, toSeq)))
    .orderBy(asc(log.seq));
  return rows.map(({ hash }) => hash);
}
