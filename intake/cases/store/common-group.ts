/** Finds the common group of the cases in one bulk decision. */

import { and, asc, count, desc, isNotNull } from "drizzle-orm";
import type { CaseScope } from "../../core/scope.ts";
import { cases } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import { areCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";

/** The group to which most of these cases belong; null if they belong to none. */
export async function readCommonGroup(
  db: Db,
  scope: CaseScope,
  caseIds: readonly string[],
): Promise<string | null> {
  const [first] = await db
    .select({ groupId: cases.groupId })
    .from(cases)
    .where(and(areCases(caseIds), isNotNull(cases.groupId), casesIn(db, scope)))
    .groupBy(cases.groupId)
    .orderBy(desc(count()), asc(cases.groupId))
    .limit(1);
  return first?.groupId ?? null;
}
