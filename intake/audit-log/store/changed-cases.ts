/**
 * Finds cases by their newest log entries. Every act on a case is logged, and batches are numbered when they commit, so
 * an entry whose transaction commits late is in a later batch, or in none yet. A time would miss it.
 */

import { max, type SQL, sql } from "drizzle-orm";
import { batches, batchLeaves, unsealed } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** 0 if there is none. */
export async function readNewestBatch(db: Db): Promise<number> {
  const [newest] = await db.select({ no: max(batches.no) }).from(batches);
  return newest?.no ?? 0;
}

/** Query of `case_id`: cases with an entry that was in no batch up to `after`. Entries in no batch yet are in each answer. */
export function changedCases(after: number): SQL {
  return sql`
    select ${batchLeaves.caseId} from ${batchLeaves} where ${batchLeaves.batchNo} > ${after}
    union select ${unsealed.caseId} from ${unsealed}`;
}
