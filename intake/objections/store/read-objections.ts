/** Reads objections: for the list of hearings, for a case, and for the objector. */

import { and, asc, eq, exists, gt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { DecisionState } from "../../../utils/shared/contract/decision.ts";
import type { CaseScope } from "../../core/scope.ts";
import {
  addressObjections,
  cases,
  decisions,
  objections,
  people,
  requestItems,
  requests,
} from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { isOpenToObjection, type Objection } from "./receive-objection.ts";

/** Open objections by due time, then the others by hearing time, newest first. */
const sortKey = sql<string>`(case when ${objections.state} = 'open'
  then (extract(epoch from ${objections.dueAt}) * 1000)::bigint
  else 1000000000000000 - (extract(epoch from ${objections.handledAt}) * 1000)::bigint end)::text`;

export interface ListedObjection {
  objection: Objection;
  row: Pick<typeof cases.$inferSelect, "site" | "subject" | "category">;
  sortKey: string;
}

/** Returns one row more than the limit if there are more. */
export function listObjections(
  db: Db,
  scope: CaseScope,
  { after, limit }: { after?: { place: string; id: string } | undefined; limit: number },
): Promise<ListedObjection[]> {
  const order = sql`${sortKey}::bigint`;
  const later =
    after &&
    or(
      sql`${order} > ${after.place}::bigint`,
      and(sql`${order} = ${after.place}::bigint`, gt(objections.id, after.id)),
    );
  return db
    .select({
      objection: objections,
      row: { site: cases.site, subject: cases.subject, category: cases.category },
      sortKey,
    })
    .from(objections)
    .innerJoin(cases, eq(cases.id, objections.caseId))
    .where(and(casesIn(db, scope), later))
    .orderBy(asc(order), asc(objections.id))
    .limit(limit + 1);
}

export interface ObjectionRow {
  objection: Objection;
  heardBy: string | null;
  /** Undefined if it was not read. */
  byAddress?: boolean;
}

function byAddress(db: Db) {
  const { objectionId } = addressObjections;
  const own = db.select({ one: sql`1` }).from(addressObjections).where(eq(objectionId, objections.id));
  return sql<boolean>`${exists(own)}`;
}

/** Objections of one case, oldest first. */
export function readObjections(db: Db, caseId: string): Promise<ObjectionRow[]> {
  return db
    .select({ objection: objections, heardBy: people.name, byAddress: byAddress(db) })
    .from(objections)
    .leftJoin(people, eq(people.id, objections.handledBy))
    .where(rowsOfCase(objections, caseId))
    .orderBy(asc(objections.receivedAt), asc(objections.id));
}

/**
 * What the reference holder may see. Always one query, so that timing does not reveal whether the reference
 * exists.
 */
export async function findItem(db: Db, reference: string) {
  const [row] = await db
    .select({
      item: requestItems,
      request: requests,
      decision: decisions,
      row: cases,
      isOpen: isOpenToObjection,
    })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .innerJoin(cases, eq(cases.id, requestItems.caseId))
    .where(eq(requestItems.reference, reference));
  return row;
}
export type FoundItem = NonNullable<Awaited<ReturnType<typeof findItem>>>;

export const reversal = alias(decisions, "reversal");

/** State of the reversal that an upheld objection led to; null if there is none. `reversed`: that reversal was itself reversed. */
export const reversalOutcome = sql<DecisionState | "reversed" | null>`
  case when ${reversal.reversedAt} is null then ${reversal.state} else 'reversed' end`;

/** Finds an objection by its ticket, with what became of the reversal. */
export async function findTicket(db: Db, ticket: string) {
  const [row] = await db
    .select({ objection: objections, reversal: reversalOutcome, reference: requestItems.reference })
    .from(objections)
    .innerJoin(requestItems, eq(requestItems.id, objections.itemId))
    .leftJoin(reversal, eq(reversal.id, objections.reversal))
    .where(eq(objections.ticket, ticket));
  return row;
}
export type FoundTicket = NonNullable<Awaited<ReturnType<typeof findTicket>>>;

/** Id of the item at a place in a letter. */
export async function findItemAt(db: Db, requestId: string, at: number): Promise<string | undefined> {
  const [row] = await db
    .select({ id: requestItems.id })
    .from(requestItems)
    .where(and(eq(requestItems.requestId, requestId), eq(requestItems.place, at)));
  return row?.id;
}
