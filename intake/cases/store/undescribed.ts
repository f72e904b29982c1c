/** Reports whose content is not yet in their case's description. */

import { and, asc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { cases, reports, undescribed } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** A report that failed as often is left alone. */
export const maxFailures = 5;

export interface UndescribedReport {
  reportId: string;
  /** Null if the report is gone. */
  evidence: Evidence | null;
}

/** Oldest first; those that failed come last. */
export function readUndescribed(db: Db, most: number): Promise<UndescribedReport[]> {
  return db
    .select({ reportId: undescribed.reportId, evidence: reports.evidence })
    .from(undescribed)
    .leftJoin(reports, eq(reports.id, undescribed.reportId))
    .where(lt(undescribed.failures, maxFailures))
    .orderBy(asc(undescribed.failures), asc(undescribed.receivedAt), asc(undescribed.reportId))
    .limit(most);
}

export async function countFailures(db: Db, reportIds: readonly string[]): Promise<void> {
  if (reportIds.length === 0) return;
  await db
    .update(undescribed)
    .set({ failures: sql`${undescribed.failures} + 1` })
    .where(inArray(undescribed.reportId, [...reportIds]));
}

/** Tries all failed reports again: another version may succeed. */
export async function retryUndescribed(db: Db): Promise<void> {
  await db.update(undescribed).set({ failures: 0 }).where(gte(undescribed.failures, maxFailures));
}

/** Subquery of a query over `cases`: the case has a report that waits. */
export function waitsForDescription(db: Db) {
  return db
    .select({ one: sql`1` })
    .from(undescribed)
    .innerJoin(reports, eq(reports.id, undescribed.reportId))
    .where(and(eq(reports.caseId, cases.id), lt(undescribed.failures, maxFailures)));
}
