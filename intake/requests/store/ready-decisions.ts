/** Confirmed decisions that ask something of a platform and are in no live request yet. */

import { and, asc, eq, inArray, isNull, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { ActionCode } from "../../../utils/shared/contract/category.ts";
import { actions } from "../../../utils/shared/policy/actions.ts";
import { isPlatformRequest } from "../../../utils/shared/policy/platform-requests.ts";
import type { CaseScope } from "../../core/scope.ts";
import { cases, decisions, reports, requestItems } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope.ts";
import type { Db } from "../../db/store.ts";
import { frozenColumns, isFrozenReport } from "../../decisions/store/frozen.ts";
import { effectiveAt } from "./effective-at.ts";

const asking = (Object.keys(actions) as ActionCode[]).filter(isPlatformRequest);

const since = effectiveAt(decisions);

export type ReadyRecord = Awaited<ReturnType<typeof readReady>>["rows"][number];

/** Oldest first, with the total count. */
export async function readReady(db: Db, { scope, limit }: { scope: CaseScope; limit: number }) {
  const live = db
    .select({ one: sql`1` })
    .from(requestItems)
    .where(and(eq(requestItems.decisionId, decisions.id), eq(requestItems.isVoid, false)));
  const newer = alias(decisions, "newer");
  // After a merge of two decided cases, only the newest approval counts.
  const superseded = db
    .select({ one: sql`1` })
    .from(newer)
    .where(
      and(
        eq(newer.caseId, decisions.caseId),
        eq(newer.act, "approve"),
        eq(newer.state, "confirmed"),
        isNull(newer.reversedAt),
        sql`(${newer.at}, ${newer.id}) > (${decisions.at}, ${decisions.id})`,
      ),
    );
  const rows = await db
    .select({
      decision: decisions,
      since,
      site: cases.site,
      withheld: cases.withheld,
      ...frozenColumns(decisions),
      count: sql<number>`count(*) over ()`.mapWith(Number),
    })
    .from(decisions)
    .innerJoin(cases, eq(cases.id, decisions.caseId))
    .leftJoin(reports, isFrozenReport(decisions))
    .where(
      and(
        eq(decisions.act, "approve"),
        eq(decisions.state, "confirmed"),
        isNull(decisions.reversedAt),
        inArray(decisions.action, asking),
        isNull(cases.mergedInto),
        eq(cases.state, "approved"),
        casesIn(db, scope),
        notExists(live),
        notExists(superseded),
      ),
    )
    .orderBy(asc(since), asc(decisions.id))
    .limit(limit);
  return { rows, count: rows[0]?.count ?? 0 };
}
