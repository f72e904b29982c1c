/** Names decisions that a split of an earlier version parted from the report that they were made on. */

import { and, asc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { decisions, log, reports } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { RootOf } from "../verify-rows.ts";

/** Ids of cases that were split, restored by a split, or that absorbed such a case. */
export async function readSplitCases(tx: Db, rootOf: RootOf): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectDistinct({ id: log.caseId })
    .from(log)
    .where(inArray(log.act, ["case-split", "case-restored"]));
  return new Set(rows.map(({ id }) => rootOf(id)));
}

/** One sentence each. Nothing was altered, so they are no breaks. */
export async function findParted(tx: Db): Promise<string[]> {
  const rows = await tx
    .select({ id: decisions.id, caseId: decisions.caseId, reportId: reports.id, other: reports.caseId })
    .from(decisions)
    .innerJoin(reports, sql`${reports.id} = (${decisions.frozen} -> 'evidence' ->> 'reportId')::uuid`)
    .where(
      and(
        eq(decisions.state, "confirmed"),
        isNull(decisions.reversedAt),
        inArray(decisions.act, ["approve", "escalate"]),
        ne(reports.caseId, decisions.caseId),
      ),
    )
    .orderBy(asc(decisions.at), asc(decisions.id));
  return rows.map(
    ({ id, caseId, reportId, other }) =>
      `case ${caseId}: decision ${id} was made on report ${reportId}, of case ${other} since a split; merge the cases again`,
  );
}
