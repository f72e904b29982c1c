/** Orders sent to a platform whose decision was reversed since; a person must ask for restoration. */

import {
  and,
  asc,
  eq,
  exists,
  inArray,
  isNotNull,
  isNull,
  not,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { CaseScope } from "../../core/scope.ts";
import { cases, decisions, reports, requestItems, requests } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope.ts";
import type { Db } from "../../db/store.ts";
import { frozenColumns, isFrozenReport } from "../../decisions/store/frozen.ts";
import { effectiveAt } from "./effective-at.ts";

export interface RestoreDue {
  requestId: string;
  itemId: string;
  /** The reversal on which the restoration request is based. */
  decisionId: string;
}

const reversal = alias(decisions, "reversal");

/**
 * Filters the joined tables below: the platform may have acted, the reversal is in force, and no letter asks
 * for restoration yet.
 */
function isDue(db: Db): SQL | undefined {
  const asked = alias(requestItems, "asked");
  const isAsked = exists(
    db
      .select({ id: asked.id })
      .from(asked)
      .where(and(eq(asked.decisionId, reversal.id), eq(asked.isVoid, false))),
  );
  return and(
    isNotNull(decisions.reversedAt),
    eq(requestItems.isVoid, false),
    eq(requests.kind, "order"),
    inArray(requests.state, ["sent", "answered"]),
    or(notInArray(requestItems.outcome, ["refused", "not-found"]), isNotNull(requestItems.provenAt)),
    eq(reversal.act, "reject"),
    eq(reversal.state, "confirmed"),
    isNull(reversal.reversedAt),
    isNotNull(reversal.reverses),
    not(isAsked),
  );
}

/** Returns undefined also if the platform changed nothing. */
export async function readRestoreDue(db: Db, caseId: string): Promise<RestoreDue | undefined> {
  const [due] = await db
    .select({ requestId: requests.id, itemId: requestItems.id, decisionId: reversal.id })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .innerJoin(reversal, eq(reversal.caseId, decisions.caseId))
    .where(and(eq(decisions.caseId, caseId), isDue(db)))
    .orderBy(asc(requests.sentAt), asc(requestItems.id))
    .limit(1);
  return due;
}

export type RestoreRecord = Awaited<ReturnType<typeof readReadyRestores>>[number];

/** Each reversal once, with the first letter that it takes back; oldest first. */
export async function readReadyRestores(db: Db, { scope, limit }: { scope: CaseScope; limit: number }) {
  const { withheld } = cases;
  const { id, site, category, action } = requests;
  const since = effectiveAt(reversal);
  const rows = await db
    .select({
      order: { id, site, category, action, number: sql<string>`${requests.letter} ->> 'number'` },
      caseId: reversal.caseId,
      decisionId: reversal.id,
      since,
      withheld,
      ...frozenColumns(decisions),
    })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .innerJoin(reversal, eq(reversal.caseId, decisions.caseId))
    .innerJoin(cases, eq(cases.id, reversal.caseId))
    .leftJoin(reports, isFrozenReport(decisions))
    .where(and(isDue(db), isNull(cases.mergedInto), eq(cases.state, "rejected"), casesIn(db, scope)))
    .orderBy(asc(since), asc(reversal.id), asc(requests.sentAt), asc(requestItems.id))
    .limit(limit);
  // After a merge of two decided cases, a reversal can concern two letters.
  return rows.filter(({ decisionId }, at) => rows[at - 1]?.decisionId !== decisionId);
}
