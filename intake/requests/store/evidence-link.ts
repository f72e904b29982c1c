/** Links with which a platform opens the evidence of a letter: signs them, and resolves one to its case and report. */

import { and, eq, gt, sql } from "drizzle-orm";
import type { EvidenceLinkClaims } from "../../../utils/shared/contract/evidence-link.ts";
import type { Letter } from "../../../utils/shared/contract/letter.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import type { EvidenceLink } from "../../../utils/shared/i18n/letter-blocks.ts";
import { evidenceOpenUntil } from "../../../utils/shared/policy/evidence-open.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { signEvidenceLink } from "../../../utils/shared/seal/signed-kinds.ts";
import { anyScope, type Ref } from "../../core/scope.ts";
import { decisions, log, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

export interface EvidenceLinkTarget {
  ref: Ref;
  site: SiteId;
  reportId: string;
}

/**
 * Returns undefined if the item is no longer asked for. Any holder of the letter has access, so no unit's
 * scope applies.
 */
export async function findEvidenceLink(
  db: Db,
  { request, item }: EvidenceLinkClaims,
): Promise<EvidenceLinkTarget | undefined> {
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
  return { ref: { id: caseId, scope: anyScope }, site, reportId };
}

/** Tells whether the case's log records an export for the item since the given time. */
export async function wasAccessedSince(db: Db, caseId: string, item: string, since: Date): Promise<boolean> {
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

/** By the item's place. */
export async function evidenceLinks(
  letter: Letter,
  key: SealingKey,
): Promise<ReadonlyMap<number, EvidenceLink>> {
  const links = new Map<number, EvidenceLink>();
  for (const item of letter.items) {
    const until = evidenceOpenUntil(letter, item);
    if (until === undefined) continue;
    const token = await signEvidenceLink({ request: letter.id, item: item.id, until }, key);
    links.set(item.place, { address: `${letter.origin}/v1/handed/${token}/pdf`, until });
  }
  return links;
}
