/** Which case, and which of its reports, an address in a letter opens. */

import { and, eq, gt, sql } from "drizzle-orm";
import type { HandedClaims } from "../../../utils/contract/handed.ts";
import type { SiteId } from "../../../utils/contract/site.ts";
import { decisions, log, requestItems, requests } from "../schema/index.ts";
import { everything, type Ref } from "../scope.ts";
import type { Db } from "../store.ts";

export interface Handed {
  ref: Ref;
  site: SiteId;
  reportId: string;
}

/** Undefined for what is asked no more. Whoever has the letter reaches its case, whatever unit sees it. */
export async function findHanded(db: Db, { request, item }: HandedClaims): Promise<Handed | undefined> {
  const [found] = await db
    .select({
      caseId: requestItems.caseId,
      isVoid: requestItems.isVoid,
      reportId: requestItems.reportId,
      site: requests.site,
      reversedAt: decisions.reversedAt,
    })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(and(eq(requestItems.id, item), eq(requestItems.requestId, request)));
  if (!found || found.isVoid || found.reversedAt || found.reportId === null) return undefined;
  const { caseId, site, reportId } = found;
  return { ref: { id: caseId, scope: everything }, site, reportId };
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
