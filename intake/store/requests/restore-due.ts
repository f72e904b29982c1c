/** Orders that a platform has, and whose decision was reversed since: to restore is to be asked for, by a person. */

import { and, asc, eq, exists, inArray, isNotNull, isNull, not, notInArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { decisions, requestItems, requests } from "../schema/index.ts";
import type { Db } from "../store.ts";

export interface RestoreDue {
  requestId: string;
  itemId: string;
  /** The decision to restore, which the request to do so rests on. */
  decisionId: string;
}

/** Undefined too where the platform left it as it was. */
export async function readRestoreDue(db: Db, caseId: string): Promise<RestoreDue | undefined> {
  const reversal = alias(decisions, "reversal");
  const asked = alias(requestItems, "asked");
  const isAsked = exists(
    db
      .select({ id: asked.id })
      .from(asked)
      .where(and(eq(asked.decisionId, reversal.id), eq(asked.isVoid, false))),
  );
  const [due] = await db
    .select({ requestId: requests.id, itemId: requestItems.id, decisionId: reversal.id })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .innerJoin(reversal, eq(reversal.caseId, decisions.caseId))
    .where(
      and(
        ...[eq(decisions.caseId, caseId), isNotNull(decisions.reversedAt), eq(requestItems.isVoid, false)],
        ...[eq(requests.kind, "order"), inArray(requests.state, ["sent", "answered"])],
        notInArray(requestItems.outcome, ["refused", "not-found"]),
        ...[eq(reversal.act, "reject"), eq(reversal.state, "confirmed"), isNull(reversal.reversedAt)],
        ...[isNotNull(reversal.reverses), not(isAsked)],
      ),
    )
    .orderBy(asc(requests.sentAt), asc(requestItems.id))
    .limit(1);
  return due;
}
