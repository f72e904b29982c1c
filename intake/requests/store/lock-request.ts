/** Locks a request for changes: its cases in the order of ids, then its row. */

import { and, asc, eq } from "drizzle-orm";
import { lockCases } from "../../cases/store/case-writes.ts";
import type { Ref } from "../../core/scope.ts";
import type { CaseRecord, RequestItemRecord, RequestRecord } from "../../db/rows.ts";
import { requestItems, requests } from "../../db/schema/index.ts";
import { requestsIn } from "../../db/scope.ts";
import type { Db } from "../../db/store.ts";

export interface LockedRequest {
  request: RequestRecord;
  /** In the order of the letter. */
  items: RequestItemRecord[];
  cases: CaseRecord[];
}

const maxAttempts = 3;

/**
 * Returns undefined also if the request is out of scope. Making and withdrawing requests take the same locks
 * in the same order.
 */
export async function lockRequest(tx: Db, ref: Ref): Promise<LockedRequest | undefined> {
  for (let left = maxAttempts; left > 0; left--) {
    const cases = await lockCases(tx, casesOf(await readItems(tx, ref.id)));
    const [request] = await tx
      .select()
      .from(requests)
      .where(and(eq(requests.id, ref.id), requestsIn(tx, ref.scope)))
      .for("update");
    if (!request) return undefined;
    const items = await readItems(tx, ref.id);
    const held = new Set(cases.map(({ id }) => id));
    // A merge may have moved an item before the locks were taken.
    if (casesOf(items).every((id) => held.has(id))) return { request, items, cases };
  }
  throw new Error(`could not lock the cases of request ${ref.id} after ${maxAttempts} attempts`);
}

function readItems(tx: Db, requestId: string): Promise<RequestItemRecord[]> {
  return tx
    .select()
    .from(requestItems)
    .where(eq(requestItems.requestId, requestId))
    .orderBy(asc(requestItems.place));
}

function casesOf(items: readonly RequestItemRecord[]): string[] {
  return [...new Set(items.map(({ caseId }) => caseId))];
}
