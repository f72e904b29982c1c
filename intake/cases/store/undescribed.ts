/** Reports whose content is not yet in their case's description, and the leases of the replicas that describe them. */

import { and, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import { cases, reports, undescribed } from "../../db/schema/index.ts";
import type { Db, Store } from "../../db/store.ts";

/** A report that failed as often is left alone. */
export const maxFailures = 5;

/** Must exceed the time for a batch in the thread, and for saving it and the one before. */
const leaseSeconds = 150;
/** By the database's clock, because those of replicas may differ. */
const leaseEnd = sql`now() + ${sql.raw(String(leaseSeconds))} * interval '1 second'`;

export interface UndescribedReport {
  reportId: string;
  failures: number;
  /** Null if the report is gone. */
  evidence: Evidence | null;
}

/** Takes reports that no other replica describes. Oldest first; those that failed come last. */
export function claimUndescribed(db: Db, most: number): Promise<UndescribedReport[]> {
  return rowsOf<UndescribedReport>(
    db,
    sql`with next as materialized (
        select report_id, spot from undescribed
        where failures < ${maxFailures}::int and (lease_until is null or lease_until <= now())
        order by failures, received_at, report_id limit ${most}::int for update skip locked
      ), claimed as (
        update undescribed one set lease_until = ${leaseEnd} from next
        where one.report_id = next.report_id and one.spot = next.spot
        returning one.report_id, one.failures, one.received_at
      )
      select claimed.report_id as "reportId", claimed.failures, reports.evidence
      from claimed left join reports on reports.id = claimed.report_id
      order by claimed.failures, claimed.received_at, claimed.report_id`,
  );
}

export async function extendLeases(db: Db, reportIds: readonly string[]): Promise<void> {
  await db
    .update(undescribed)
    .set({ leaseUntil: leaseEnd })
    .where(inArray(undescribed.reportId, [...reportIds]));
}

/** Leaves reports to the next run of any replica. */
export async function releaseLeases(db: Db, reportIds: readonly string[]): Promise<void> {
  if (reportIds.length === 0) return;
  await db
    .update(undescribed)
    .set({ leaseUntil: null })
    .where(inArray(undescribed.reportId, [...reportIds]));
}

export async function countFailures(db: Db, reportIds: readonly string[]): Promise<void> {
  if (reportIds.length === 0) return;
  await db
    .update(undescribed)
    .set({ failures: sql`${undescribed.failures} + 1`, leaseUntil: null })
    .where(inArray(undescribed.reportId, [...reportIds]));
}

/** Newest reports of cases with one of these texts, which is of a group, that are in no group themselves. */
export async function describeAgain(db: Db, textIds: readonly string[]): Promise<void> {
  await db.execute(sql`
    insert into ${undescribed} (report_id, spot, received_at, failures)
    select distinct on (report.case_id) report.id, report.spot, report.received_at, 0
    from ${cases} inner join ${reports} report on report.case_id = ${cases.id} and report.spot = ${cases.spot}
    where ${inArray(cases.textId, [...textIds])} and ${cases.groupId} is null and not ${cases.withheld}
      and report.evidence_deleted_at is null
    order by report.case_id, report.received_at desc, report.id desc
    on conflict do nothing`);
}

/** At a start: tries all failed reports again, because another version may succeed. PGlite has no other process. */
export async function retryUndescribed({ db, engine }: Pick<Store, "db" | "engine">): Promise<void> {
  await db.update(undescribed).set({ failures: 0 }).where(gte(undescribed.failures, maxFailures));
  if (engine === "pglite") await endAllLeases(db);
}

export async function endAllLeases(db: Db): Promise<void> {
  await db.update(undescribed).set({ leaseUntil: null });
}

/** Subquery of a query over `cases`: the case has a report that waits. */
export function waitsForDescription(db: Db) {
  return db
    .select({ one: sql`1` })
    .from(undescribed)
    .innerJoin(reports, eq(reports.id, undescribed.reportId))
    .where(and(eq(reports.caseId, cases.id), lt(undescribed.failures, maxFailures)));
}
