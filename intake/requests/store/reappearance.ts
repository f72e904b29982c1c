/**
 * Finds earlier content, acted on by a platform or proven gone, that a newer case repeats: in the same group or by the same
 * author.
 */

import { and, desc, eq, inArray, lt, ne, or, sql } from "drizzle-orm";
import type { Reappearance } from "../../../utils/shared/contract/case.ts";
import { isBySameAuthor } from "../../cases/store/related-cases.ts";
import type { CaseScope } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { cases, requestItems, requests } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope.ts";
import type { Db } from "../../db/store.ts";

/** By the platform's word or the ministry's own check, whichever came first. */
const goneAt = sql<Date>`least(
  case when ${requestItems.outcome} in ('acted', 'restricted') then ${requestItems.outcomeAt} end,
  ${requestItems.provenAt}
)`.mapWith(requestItems.outcomeAt);

/**
 * The newest item acted on before the case was created. Returns undefined if there is none or the case has no
 * similarity data.
 */
export async function readReappearance(
  db: Db,
  row: CaseRecord,
  scope: CaseScope,
): Promise<Reappearance | undefined> {
  const { id, groupId, groupWhy, createdAt, withheld } = row;
  const isAlike = groupId === null ? undefined : eq(cases.groupId, groupId);
  const isByAuthor = isBySameAuthor(row);
  if (withheld || !(isAlike || isByAuthor)) return undefined;
  const isKin = and(
    or(isAlike, isByAuthor),
    ne(cases.id, id),
    eq(cases.state, "approved"),
    eq(cases.withheld, false),
    casesIn(db, scope),
  );
  const kin = db.select({ id: cases.id }).from(cases).where(isKin);
  const [found] = await db
    .select({ caseId: cases.id, number: sql<string>`${requests.letter}->>'number'`, group: cases.groupId })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(cases, eq(cases.id, requestItems.caseId))
    .where(
      and(
        inArray(requestItems.caseId, kin),
        eq(requestItems.isVoid, false),
        eq(requests.kind, "order"),
        lt(goneAt, createdAt),
      ),
    )
    .orderBy(desc(goneAt), desc(requestItems.id))
    .limit(1);
  if (!found) return undefined;
  const alike = found.group !== null && found.group === groupId;
  const why = !alike ? "same-author" : groupWhy === "picture" ? "same-picture" : "same-text";
  return { caseId: found.caseId, number: found.number ?? "", why };
}
