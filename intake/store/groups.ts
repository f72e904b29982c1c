/** What is said of a case's group: how many cases it has, and whether they came in a burst. */

import { and, count, eq, inArray, isNull } from "drizzle-orm";
import type { Burst } from "../../utils/contract/group.ts";
import type { CaseRecord } from "./rows.ts";
import { cases, groups } from "./schema/index.ts";
import type { Db } from "./store.ts";

/** By group. */
export type Groups = ReadonlyMap<string, { cases: number; burst: Burst | null }>;

/** Those of a page's cases, in one query. */
export async function readGroups(db: Db, rows: readonly Pick<CaseRecord, "groupId">[]): Promise<Groups> {
  const ids = [...new Set(rows.flatMap(({ groupId }) => groupId ?? []))];
  if (ids.length === 0) return new Map();
  const found = await db
    .select({ id: groups.id, burst: groups.burst, cases: count(cases.id) })
    .from(groups)
    .innerJoin(cases, and(eq(cases.groupId, groups.id), isNull(cases.mergedInto)))
    .where(inArray(groups.id, ids))
    .groupBy(groups.id);
  return new Map(found.map(({ id, ...group }) => [id, group]));
}
