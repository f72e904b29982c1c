/** Confirmed decisions that ask something of a platform and that no live request names yet. */

import { and, asc, eq, inArray, isNull, notExists, sql } from "drizzle-orm";
import type { ActionCode } from "../../../utils/contract/category.ts";
import { actions } from "../../../utils/policy/actions.ts";
import { asksPlatform } from "../../../utils/policy/asks.ts";
import { cases, decisions, requestItems } from "../schema/index.ts";
import { type CaseScope, casesIn } from "../scope.ts";
import type { Db } from "../store.ts";

const asking = (Object.keys(actions) as ActionCode[]).filter(asksPlatform);

/** Since when it stands: confirmed by a second person, or settled by a panel. */
const since = sql<Date>`coalesce(${decisions.settledAt}, ${decisions.answeredAt}, ${decisions.at})`.mapWith(
  decisions.at,
);

export type ReadyRecord = Awaited<ReturnType<typeof readReady>>["rows"][number];

/** The oldest first, and how many there are in all. */
export async function readReady(db: Db, { scope, limit }: { scope: CaseScope; limit: number }) {
  const live = db
    .select({ one: sql`1` })
    .from(requestItems)
    .where(and(eq(requestItems.decisionId, decisions.id), eq(requestItems.isVoid, false)));
  const rows = await db
    .select({
      ...{ decision: decisions, since, site: cases.site, subject: cases.subject, withheld: cases.withheld },
      ...{
        author: cases.author,
        excerpt: cases.excerpt,
        count: sql<number>`count(*) over ()`.mapWith(Number),
      },
    })
    .from(decisions)
    .innerJoin(cases, eq(cases.id, decisions.caseId))
    .where(
      and(
        ...[eq(decisions.act, "approve"), eq(decisions.state, "confirmed"), isNull(decisions.reversedAt)],
        ...[inArray(decisions.action, asking), isNull(cases.mergedInto), casesIn(db, scope), notExists(live)],
      ),
    )
    .orderBy(asc(since), asc(decisions.id))
    .limit(limit);
  return { rows, count: rows[0]?.count ?? 0 };
}
