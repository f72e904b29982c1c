/** What the cases of one bulk have in common. */

import { and, asc, count, desc, inArray, isNotNull } from "drizzle-orm";
import { cases } from "./schema/index.ts";
import { type CaseScope, casesIn } from "./scope.ts";
import type { Db } from "./store.ts";

/** The group that most of these cases are of; null where none is of any. */
export async function readCommonGroup(
  db: Db,
  scope: CaseScope,
  caseIds: readonly string[],
): Promise<string | null> {
  const [first] = await db
    .select({ groupId: cases.groupId })
    .from(cases)
    .where(and(inArray(cases.id, [...caseIds]), isNotNull(cases.groupId), casesIn(db, scope)))
    .groupBy(cases.groupId)
    .orderBy(desc(count()), asc(cases.groupId))
    .limit(1);
  return first?.groupId ?? null;
}
