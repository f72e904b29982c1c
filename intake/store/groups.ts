/** Groups of cases that look alike, as far as somebody reaches: who is of no unit in reach is not counted. */

import { and, asc, count, eq, inArray, isNull, type SQL } from "drizzle-orm";
import type { GroupSummary } from "../../utils/contract/group.ts";
import { limits } from "../../utils/contract/limits.ts";
import type { CaseRecord } from "./rows.ts";
import { cases, groups } from "./schema/index.ts";
import { type CaseScope, casesIn, type Ref } from "./scope.ts";
import type { Db } from "./store.ts";

export type Grouped = Pick<CaseRecord, "groupId" | "groupWhy" | "groupDistance">;

/** By group: how many cases, and the burst that was seen; those without a case in reach are absent. */
export type Groups = ReadonlyMap<string, Pick<GroupSummary, "cases" | "burst"> & Pick<GroupRow, "why">>;
type GroupRow = typeof groups.$inferSelect;

/** One query for a whole page of the queue. */
export async function readGroups(db: Db, scope: CaseScope, rows: readonly Grouped[]): Promise<Groups> {
  const ids = [...new Set(rows.flatMap(({ groupId }) => groupId ?? []))];
  if (ids.length === 0) return new Map();
  const found = await db
    .select({ id: groups.id, why: groups.why, burst: groups.burst, cases: count() })
    .from(groups)
    .innerJoin(cases, eq(cases.groupId, groups.id))
    .where(and(inArray(groups.id, ids), isShown(db, scope)))
    .groupBy(groups.id);
  return new Map(
    found.map(({ id, burst, ...group }) => [id, { ...group, ...(burst === null ? {} : { burst }) }]),
  );
}

/** Worst first, as many as one act may decide; empty where the group, or every case of it, is out of reach. */
export function readGroupCases(db: Db, { id, scope }: Ref): Promise<CaseRecord[]> {
  return db
    .select()
    .from(cases)
    .where(and(eq(cases.groupId, id), isShown(db, scope)))
    .orderBy(asc(cases.queueKey))
    .limit(limits.bulkCases);
}

/** A case of the no-pixels lane is like nothing. */
export function isShown(db: Db, scope: CaseScope): SQL {
  return and(isNull(cases.mergedInto), eq(cases.withheld, false), casesIn(db, scope)) as SQL;
}
