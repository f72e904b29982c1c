/** Selects evidence that is due for deletion, with the facts behind each date. */

import { and, asc, eq, gt, isNull, notExists, type SQL, sql } from "drizzle-orm";
import type { RetentionPolicy } from "../../../utils/shared/policy/retention.ts";
import { cases, decisions, holds, reports } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { type DeletionDue, deletionDue } from "../../evidence/rules/retention.ts";

export interface DueReport extends DeletionDue {
  report: string;
  caseId: string;
}

const pageRows = 1_000;

/** In the order of ids, page by page; leaves out cases under a hold. */
export async function* findDueReports(db: Db, policy: RetentionPolicy, at: Date): AsyncGenerator<DueReport> {
  for (let after: string | undefined; ; ) {
    const rows = await readKeptReports(db, after === undefined ? undefined : gt(reports.id, after));
    for (const row of rows) {
      const due = dueIfPast(row, policy, at);
      if (due) yield due;
    }
    const last = rows.at(-1);
    if (rows.length < pageRows || !last) return;
    after = last.report;
  }
}

/** Checks one report again, under its case's lock. */
export async function readDueReport(
  db: Db,
  report: string,
  policy: RetentionPolicy,
  at: Date,
): Promise<DueReport | undefined> {
  const [row] = await readKeptReports(db, eq(reports.id, report));
  return row && dueIfPast(row, policy, at);
}

type KeptReportRow = Awaited<ReturnType<typeof readKeptReports>>[number];

function dueIfPast(
  { report, caseId, ...facts }: KeptReportRow,
  policy: RetentionPolicy,
  at: Date,
): DueReport | undefined {
  const due = deletionDue(facts, policy);
  return due && due.at <= at ? { ...due, report, caseId } : undefined;
}

function readKeptReports(db: Db, filter: SQL | undefined) {
  const confirmed = db
    .select({ at: sql`max(coalesce(${decisions.settledAt}, ${decisions.answeredAt}))` })
    .from(decisions)
    .where(and(eq(decisions.caseId, cases.id), eq(decisions.state, "confirmed")));
  const held = db
    .select()
    .from(holds)
    .where(and(eq(holds.caseId, cases.id), isNull(holds.releasedAt)));
  return db
    .select({
      report: reports.id,
      caseId: reports.caseId,
      reported: reports.category,
      receivedAt: reports.receivedAt,
      withdrawnAt: reports.withdrawnAt,
      category: cases.category,
      state: cases.state,
      decidedAt: sql<Date | null>`(${confirmed})`.mapWith(decisions.answeredAt),
    })
    .from(reports)
    .innerJoin(cases, eq(cases.id, reports.caseId))
    .where(and(isNull(reports.evidenceDeletedAt), notExists(held), filter))
    .orderBy(asc(reports.id))
    .limit(pageRows);
}
