/** Stores what the ministry's own checks prove about each item, and reads which requests they complete. */

import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { actionCode } from "../../../utils/shared/contract/category.ts";
import { contentState, itemOutcome, requestKind } from "../../../utils/shared/contract/request-state.ts";
import type { RequestItemRecord, RequestRecord } from "../../db/rows.ts";
import { checks, decisions, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { deriveProof, isRefuted, type ProvingCheck, refutes } from "../own-proof.ts";

type AskedRequest = Pick<RequestRecord, "kind" | "action">;

export interface CheckedItem {
  item: RequestItemRecord;
  reversedAt: Date | null;
  made: ProvingCheck[];
}

/** Adds each item's checks, and the time at which its decision was reversed. */
export async function readChecked(tx: Db, items: readonly RequestItemRecord[]): Promise<CheckedItem[]> {
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
  return items.map((item) => ({
    item,
    reversedAt: reversedAt.get(item.decisionId) ?? null,
    made: byItem.get(item.id) ?? [],
  }));
}

/** Needs the request's lock; to be called after a check or a change of `sentAt`. Returns the changed items. */
export async function refreshProofs(
  tx: Db,
  request: AskedRequest & Pick<RequestRecord, "sentAt">,
  items: readonly RequestItemRecord[],
): Promise<(RequestItemRecord & { isRefuted: boolean })[]> {
  const refreshed = [];
  for (const { item, reversedAt, made } of await readChecked(tx, items)) {
    const asked = { ...request, reversedAt };
    const proof = deriveProof(asked, made);
    const refuted = isRefuted(asked, item, made);
    // Writing these columns makes the trigger mark the days on which a refuted answer counted.
    if (proof.provenCheck !== item.provenCheck || refuted)
      await tx.update(requestItems).set(proof).where(eq(requestItems.id, item.id));
    refreshed.push({ ...item, ...proof, isRefuted: refuted });
  }
  return refreshed;
}

const refuting = requestKind.options.flatMap((kind) =>
  actionCode.options.flatMap((action) =>
    itemOutcome.options.flatMap((outcome) =>
      contentState.options
        .filter((seen) => refutes({ kind, action }, outcome, seen))
        .map((seen) => `('${kind}','${action}','${outcome}','${seen}')`),
    ),
  ),
);

interface JoinedNames {
  item: string;
  request: string;
  decision: string;
}

/** `isRefuted` in a query of an item, its request and its decision with these names. */
export function hasRefutedAnswer({ item, request, decision }: JoinedNames): SQL<boolean> {
  const [i, q, d] = [item, request, decision].map((name) => sql.identifier(name));
  return sql<boolean>`(${i}.outcome in ('acted', 'gone', 'not-found') and exists (
    select 1 from checks refuting
    where refuting.item_id = ${i}.id and refuting.seen_from = 'indonesia'
      and refuting.looked_at >= case when ${i}.outcome = 'acted' then ${i}.outcome_at else coalesce(${q}.sent_at, ${i}.outcome_at) end
      and (${d}.reversed_at is null or refuting.at <= ${d}.reversed_at)
      and (${q}.kind, ${q}.action, ${i}.outcome, refuting.seen) in (${sql.raw(refuting.join(","))})
  ))`;
}

const refutedAnswer = hasRefutedAnswer({
  item: "request_items",
  request: "requests",
  decision: "decisions",
});

/**
 * A column for a query of `requests`: when the ministry's own checks closed the last open item. Null while an
 * item is open, or if no check closed one. A refuted answer closes nothing. Items with a reversed decision are not asked for any more.
 */
export function allProvenAt(db: Db): SQL<Date | null> {
  const waits = sql`(${requestItems.outcome} = 'pending' or ${refutedAnswer}) and ${decisions.reversedAt} is null`;
  const closedAt = sql`case when bool_and(not (${waits}) or ${requestItems.provenAt} is not null)
    then max(${requestItems.provenAt}) filter (where ${waits}) end`;
  const query = db
    .select({ closedAt })
    .from(requestItems)
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(and(eq(requestItems.requestId, requests.id), eq(requestItems.isVoid, false)));
  return sql<Date | null>`(${query})`.mapWith(requests.sentAt);
}
