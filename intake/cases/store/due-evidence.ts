/** Selects evidence that is due for deletion, with the facts behind each date. */

import { and, asc, eq, gt, isNotNull, isNull, notExists, type SQL, sql } from "drizzle-orm";
import type { RetentionPolicy } from "../../../utils/shared/policy/retention.ts";
import { cases, checks, decisions, holds, reports, requestItems } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { type DeletionDue, deletionDue } from "../../evidence/rules/retention.ts";

export interface DueReport extends DeletionDue {
  report: string;
  caseId: string;
}

/** The picture of an outcome check. Its time runs like that of a report received with it. */
export interface DuePicture extends DeletionDue {
  check: string;
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

/** A column for a query of `cases`. */
function decidedAtOf(db: Db): SQL<Date | null> {
  const confirmed = db
    .select({ at: sql`max(coalesce(${decisions.settledAt}, ${decisions.answeredAt}))` })
    .from(decisions)
    .where(and(eq(decisions.caseId, cases.id), eq(decisions.state, "confirmed")));
  return sql<Date | null>`(${confirmed})`.mapWith(decisions.answeredAt);
}

/** A filter for a query of `cases`. */
function isNotHeld(db: Db): SQL {
  const held = db
    .select()
    .from(holds)
    .where(and(eq(holds.caseId, cases.id), isNull(holds.releasedAt)));
  return notExists(held);
}

function readKeptReports(db: Db, filter: SQL | undefined) {
  return db
    .select({
      report: reports.id,
      caseId: reports.caseId,
      reported: reports.category,
      receivedAt: reports.receivedAt,
      withdrawnAt: reports.withdrawnAt,
      category: cases.category,
      state: cases.state,
      decidedAt: decidedAtOf(db),
    })
    .from(reports)
    .innerJoin(cases, eq(cases.id, reports.caseId))
    .where(and(isNull(reports.evidenceDeletedAt), isNotHeld(db), filter))
    .orderBy(asc(reports.id))
    .limit(pageRows);
}

/** In the order of ids, page by page; leaves out cases under a hold. */
export async function* findDuePictures(
  db: Db,
  policy: RetentionPolicy,
  at: Date,
): AsyncGenerator<DuePicture> {
  for (let after: string | undefined; ; ) {
    const rows = await readKeptPictures(db, after === undefined ? undefined : gt(checks.id, after));
    for (const row of rows) {
      const due = pictureIfPast(row, policy, at);
      if (due) yield due;
    }
    const last = rows.at(-1);
    if (rows.length < pageRows || !last) return;
    after = last.check;
  }
}

/** Checks one picture again, under its case's lock. */
export async function readDuePicture(
  db: Db,
  check: string,
  policy: RetentionPolicy,
  at: Date,
): Promise<DuePicture | undefined> {
  const [row] = await readKeptPictures(db, eq(checks.id, check));
  return row && pictureIfPast(row, policy, at);
}

function pictureIfPast(
  { check, caseId, ...facts }: Awaited<ReturnType<typeof readKeptPictures>>[number],
  policy: RetentionPolicy,
  at: Date,
): DuePicture | undefined {
  const due = deletionDue({ ...facts, reported: facts.category, withdrawnAt: null }, policy);
  return due && due.at <= at ? { ...due, check, caseId } : undefined;
}

function readKeptPictures(db: Db, filter: SQL | undefined) {
  return db
    .select({
      check: checks.id,
      caseId: cases.id,
      receivedAt: checks.at,
      category: cases.category,
      state: cases.state,
      decidedAt: decidedAtOf(db),
    })
    .from(checks)
    .innerJoin(requestItems, eq(requestItems.id, checks.itemId))
    .innerJoin(cases, eq(cases.id, requestItems.caseId))
    .where(and(isNotNull(checks.pictureFile), isNull(checks.pictureDeletedAt), isNotHeld(db), filter))
    .orderBy(asc(checks.id))
    .limit(pageRows);
}
