/** Which case an address in a letter opens. */

import { and, eq, gt, sql } from "drizzle-orm";
import type { HandedClaims } from "../../../utils/contract/handed.ts";
import type { SiteId } from "../../../utils/contract/site.ts";
import { decisions, log, requestItems, requests } from "../schema/index.ts";
import { everything, type Ref } from "../scope.ts";
import type { Db } from "../store.ts";

/** Undefined for what is asked no more. Whoever has the letter reaches its case, whatever unit sees it. */
export async function findHanded(
  db: Db,
  { request, item }: HandedClaims,
): Promise<{ ref: Ref; site: SiteId } | undefined> {
  const [found] = await db
    .select({
      caseId: requestItems.caseId,
      isVoid: requestItems.isVoid,
      site: requests.site,
      reversedAt: decisions.reversedAt,
    })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(and(eq(requestItems.id, item), eq(requestItems.requestId, request)));
  if (!found || found.isVoid || found.reversedAt) return undefined;
  return { ref: { id: found.caseId, scope: everything }, site: found.site };
}

/** Whether the case's log tells of a look at an item since then. */
export async function wasHandedOut(db: Db, caseId: string, item: string, since: Date): Promise<boolean> {
  const [found] = await db
    .select({ seq: log.seq })
    .from(log)
    .where(
      and(
        eq(log.caseId, caseId),
        eq(log.act, "evidence-exported"),
        gt(log.at, since),
        sql`${log.detail}->>'item' = ${item}`,
      ),
    )
    .limit(1);
  return found !== undefined;
}
