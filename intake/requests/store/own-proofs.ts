/** Stores what the ministry's own checks prove about each item, and reads which requests they complete. */

import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { RequestItemRecord, RequestRecord } from "../../db/rows.ts";
import { checks, decisions, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { deriveProof } from "../own-proof.ts";

/** Needs the request's lock; to be called after a check or a change of `sentAt`. Returns the changed items. */
export async function refreshProofs(
  tx: Db,
  request: Pick<RequestRecord, "kind" | "action" | "sentAt">,
  items: readonly RequestItemRecord[],
): Promise<RequestItemRecord[]> {
  const { id, itemId, at, lookedAt, seen, seenFrom } = checks;
  const ids = items.map((item) => item.id);
  const made = await tx
    .select({ id, itemId, at, lookedAt, seen, seenFrom })
    .from(checks)
    .where(inArray(itemId, ids));
  const byItem = Map.groupBy(made, (check) => check.itemId);
  const decided = await tx
    .select({ id: decisions.id, reversedAt: decisions.reversedAt })
    .from(decisions)
    .where(
      inArray(
        decisions.id,
        items.map((item) => item.decisionId),
      ),
    );
  const reversedAt = new Map(decided.map((decision) => [decision.id, decision.reversedAt]));
  const refreshed: RequestItemRecord[] = [];
  for (const item of items) {
    const asked = { ...request, reversedAt: reversedAt.get(item.decisionId) ?? null };
    const proof = deriveProof(asked, byItem.get(item.id) ?? []);
    if (proof.provenCheck !== item.provenCheck)
      await tx.update(requestItems).set(proof).where(eq(requestItems.id, item.id));
    refreshed.push({ ...item, ...proof });
  }
  return refreshed;
}

/**
 * A column for a query of `requests`: when the ministry's own checks closed the last open item. Null while an
 * item is open, or if no check closed one. Items with a reversed decision are not asked for any more.
 */
export function allProvenAt(db: Db): SQL<Date | null> {
  const waits = sql`${requestItems.outcome} = 'pending' and ${decisions.reversedAt} is null`;
  const closedAt = sql`case when bool_and(not (${waits}) or ${requestItems.provenAt} is not null)
    then max(${requestItems.provenAt}) filter (where ${waits}) end`;
  const query = db
    .select({ closedAt })
    .from(requestItems)
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(and(eq(requestItems.requestId, requests.id), eq(requestItems.isVoid, false)));
  return sql<Date | null>`(${query})`.mapWith(requests.sentAt);
}
