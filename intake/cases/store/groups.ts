/** Groups of similar cases within a scope. */

import { and, asc, count, eq, inArray, isNull, type SQL } from "drizzle-orm";
import type { GroupSummary } from "../../../utils/shared/contract/group.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { CaseScope, Ref } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { cases, groups } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import type { Db } from "../../db/store.ts";

export type GroupedCase = Pick<CaseRecord, "groupId" | "groupWhy" | "groupDistance">;

/** By group id: number of cases and detected burst. Groups without a case in scope are left out. */
export type Groups = ReadonlyMap<string, Pick<GroupSummary, "cases" | "burst"> & Pick<GroupRow, "why">>;
type GroupRow = typeof groups.$inferSelect;

/** One query for a whole page of the queue. */
export async function readGroups(db: Db, scope: CaseScope, rows: readonly GroupedCase[]): Promise<Groups> {
  const ids = [...new Set(rows.flatMap(({ groupId }) => groupId ?? []))];
  if (ids.length === 0) return new Map();
  const counted = await db
    .select({ id: groups.id, why: groups.why, burst: groups.burst, cases: count() })
    .from(groups)
    .innerJoin(cases, eq(cases.groupId, groups.id))
    .where(and(inArray(groups.id, ids), isVisible(db, scope)))
    .groupBy(groups.id);
  return new Map(
    counted.map(({ id, burst, ...group }) => [id, { ...group, ...(burst === null ? {} : { burst }) }]),
  );
}

/** Most urgent first, at most as many as one act may decide. Empty if no case of the group is in scope. */
export function readGroupCases(db: Db, { id, scope }: Ref): Promise<CaseRecord[]> {
  return db
    .select()
    .from(cases)
    .where(and(eq(cases.groupId, id), isVisible(db, scope)))
    .orderBy(asc(cases.queueKey))
    .limit(limits.bulkCases);
}

/** Excludes cases of the no-pixels lane, which have no similarity. */
export function isVisible(db: Db, scope: CaseScope): SQL {
  return and(isNull(cases.mergedInto), eq(cases.withheld, false), casesIn(db, scope)) as SQL;
}
