/** Selects evidence that is due for deletion, with the facts behind each date. */

import {
  and,
  asc,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  notExists,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { type CaseState, caseState } from "../../../utils/shared/contract/case-state.ts";
import { type CategoryCode, categoryCode } from "../../../utils/shared/contract/category.ts";
import type { RetentionPolicy } from "../../../utils/shared/policy/retention.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import {
  cases,
  checks,
  decisions,
  holds,
  log,
  objections,
  referrals,
  reports,
  requestItems,
} from "../../db/schema/index.ts";
import { rowsOfCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import {
  type DeletionDue,
  dayMs,
  deletionDue,
  type KeptReport,
  outcomes,
} from "../../evidence/rules/retention.ts";

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

/** Number of parts of all cases. */
export const caseParts = 24;

/** The part of all cases that one run looks at. */
export interface DuePart {
  /** Reports are found whose time was over after this. */
  since: Date;
  /**
   * Looks at all cases of this part, from 0, whatever their time: a hold may have been released, an objection heard, or
   * a period changed.
   */
  part: number;
}

/**
 * Leaves out cases under a hold or with an open objection or referral. Reads the facts only of reports that are old
 * enough for their case's outcome. Without `only`, looks at all cases.
 */
export async function* findDueReports(
  db: Db,
  policy: RetentionPolicy,
  at: Date,
  only?: DuePart,
): AsyncGenerator<DueReport> {
  const rows = await rowsOf<{ id: string }>(db, oldEnough(policy, at, only));
  const caseIds = [...new Set(rows.map(({ id }) => id))];
  for (let from = 0; from < caseIds.length; from += pageRows) {
    const ids = caseIds.slice(from, from + pageRows);
    yield* await readDueReports(db, inArray(reports.id, ids), policy, at);
  }
}

/** One outcome of one category, and the times that are over. */
interface Rule {
  state: CaseState;
  category: CategoryCode;
  until: string;
}

const isKept = sql`r.evidence_deleted_at is null and r.withdrawn_at is null`;

/**
 * Ids of reports that may be due: never fewer than the due ones. The time counts from the decision or from the
 * receipt, whichever is later, or from a later merge, so both must be old enough. A withdrawn report that a decision names may be found as late
 * as one that none names.
 */
function oldEnough(policy: RetentionPolicy, at: Date, only?: DuePart): SQL {
  const daysAgo = (days: number) => new Date(at.getTime() - days * dayMs).toISOString();
  const rules = caseState.options.flatMap((state) =>
    categoryCode.options.flatMap((category): Rule[] => {
      const days = policy[category][outcomes[state]];
      return days === null ? [] : [{ state, category, until: daysAgo(days) }];
    }),
  );
  const withdrawn = Object.values(policy).flatMap(({ withdrawn: days }) => days ?? []);
  return sql`
    select r.id from reports r
    where r.withdrawn_at <= ${withdrawn.length === 0 ? null : daysAgo(Math.min(...withdrawn))}::timestamptz
      and r.withdrawn_at is not null and r.evidence_deleted_at is null
    union all
    select r.id
    from json_to_recordset(${JSON.stringify(rules)}::json) as rule(state text, category text, until timestamptz)
    join cases c on c.state = rule.state and c.category = rule.category
    join reports r on r.case_id = c.id
    where ${isKept} and r.received_at <= rule.until
      and (c.decided_at is null or c.decided_at <= rule.until or c.state in ('open', 'proposed', 'panel'))
      ${only ? sql`and ${isInPart(sql`c.id`, only.part)}` : sql``}
    ${only ? newlyOld(rules, at.getTime() - only.since.getTime()) : sql``}`;
}

/** Ids of cases are spread evenly. */
function isInPart(caseId: SQL, part: number): SQL {
  const end = (count: number) =>
    `${Math.floor((count * 2 ** 32) / caseParts)
      .toString(16)
      .padStart(8, "0")}-0000-0000-0000-000000000000`;
  const below = part + 1 < caseParts ? sql` and ${caseId} < ${end(part + 1)}::uuid` : sql``;
  return sql`${caseId} >= ${end(part)}::uuid${below}`;
}

/** Reports of all cases that became old enough in the last `forMs`. Reads the decisions and reports of that time only. */
function newlyOld(rules: readonly Rule[], forMs: number): SQL {
  const settled = sql`coalesce(d.settled_at, d.answered_at)`;
  // A query for each time, because PostgreSQL cannot tell how many rows a time from a join selects.
  const queries = [...Map.groupBy(rules, (rule) => rule.until)].map(([end, all]) => {
    const since = sql`${new Date(Date.parse(end) - forMs).toISOString()}::timestamptz`;
    const until = sql`${end}::timestamptz`;
    const keys = all.map(({ state, category }) => `${state} ${category}`);
    const isOf = sql`c.state || ' ' || c.category = any(${`{${keys.map((key) => `"${key}"`)}}`}::text[])`;
    return sql`
      union all
      select r.id from decisions d join cases c on c.id = d.case_id and ${isOf} join reports r on r.case_id = c.id
      where d.state = 'confirmed' and ${settled} > ${since} and ${settled} <= ${until}
        and ${isKept} and r.received_at <= ${until}
      union all
      select r.id from reports r join cases c on c.id = r.case_id and ${isOf}
      where r.received_at > ${since} and r.received_at <= ${until} and ${isKept}`;
  });
  return sql.join(queries);
}

/** Checks one report again, under its case's lock. */
export async function readDueReport(
  db: Db,
  report: string,
  policy: RetentionPolicy,
  at: Date,
): Promise<DueReport | undefined> {
  const [due] = await readDueReports(db, eq(reports.id, report), policy, at);
  return due;
}

/** Reads the logs only of cases with a report that is due if no case was merged into its case. */
async function readDueReports(db: Db, filter: SQL, policy: RetentionPolicy, at: Date): Promise<DueReport[]> {
  const rows = (await readKeptReports(db, filter)).filter((row) => dueIfPast(row, policy, at));
  const mergedAt = await readLastMerges(db, [...new Set(rows.map(({ caseId }) => caseId))]);
  return rows.flatMap((row) => dueIfPast({ ...row, mergedAt: mergedAt.get(row.caseId) }, policy, at) ?? []);
}

/** When a case that is still merged last came into each of these cases. */
async function readLastMerges(db: Db, caseIds: string[]): Promise<Map<string, Date>> {
  const rows = await db
    .select({ caseId: log.caseId, at: sql<Date>`max(${log.at})`.mapWith(log.at) })
    .from(log)
    .innerJoin(cases, eq(cases.id, sql`(${log.detail} ->> 'from')::uuid`))
    .where(and(rowsOfCases(log, caseIds), eq(log.act, "case-absorbed"), eq(cases.mergedInto, log.caseId)))
    .groupBy(log.caseId);
  return new Map(rows.map(({ caseId, at }) => [caseId, at]));
}

type KeptReportRow = Awaited<ReturnType<typeof readKeptReports>>[number];

function dueIfPast(
  { report, caseId, ...facts }: KeptReportRow & Pick<KeptReport, "mergedAt">,
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

/** A filter for a query of `cases`: no objection and no referral is open, which need the evidence of the decision. */
function isSettled(db: Db): SQL {
  const objection = db
    .select()
    .from(objections)
    .where(and(eq(objections.caseId, cases.id), eq(objections.state, "open")));
  const ended = ["answered", "closed", "withdrawn"] as const;
  const referral = db
    .select()
    .from(referrals)
    .where(and(eq(referrals.caseId, cases.id), notInArray(referrals.state, [...ended])));
  return sql`(${notExists(objection)} and ${notExists(referral)})`;
}

/**
 * A column for a query of `reports`: a decision that waits or is in force was made on the withdrawn report. A split may
 * have left this decision in the case from which the report's case came.
 */
function isFrozen(db: Db): SQL<boolean> {
  const { caseId, state, reversedAt, frozen } = decisions;
  const splitFrom = sql`select (${log.detail} ->> 'from')::uuid from ${log}
    where ${log.caseId} = ${reports.caseId} and ${log.act} = 'case-restored'`;
  const naming = db
    .select({ one: sql`1` })
    .from(decisions)
    .where(
      and(
        sql`${caseId} in (select ${reports.caseId} union all ${splitFrom})`,
        inArray(state, ["proposed", "disputed", "confirmed"]),
        isNull(reversedAt),
        sql`${frozen} -> 'evidence' ->> 'reportId' = ${reports.id}::text`,
      ),
    );
  return sql<boolean>`(${reports.withdrawnAt} is not null and ${exists(naming)})`;
}

function readKeptReports(db: Db, filter: SQL | undefined) {
  const isFreed = sql`(${reports.withdrawnAt} is not null and not ${isFrozen(db)})`;
  return db
    .select({
      report: reports.id,
      caseId: reports.caseId,
      reported: reports.category,
      receivedAt: reports.receivedAt,
      withdrawnAt: reports.withdrawnAt,
      isFrozen: isFrozen(db),
      category: cases.category,
      state: cases.state,
      decidedAt: decidedAtOf(db),
    })
    .from(reports)
    .innerJoin(cases, eq(cases.id, reports.caseId))
    .where(and(isNull(reports.evidenceDeletedAt), isNotHeld(db), or(isFreed, isSettled(db)), filter))
    .orderBy(asc(reports.id))
    .limit(pageRows);
}

/**
 * In the order of ids, page by page; leaves out the same cases. With `only`, looks at its part of all cases, so that
 * a picture is found within a day.
 */
export async function* findDuePictures(
  db: Db,
  policy: RetentionPolicy,
  at: Date,
  only?: DuePart,
): AsyncGenerator<DuePicture> {
  // The item's column has an index.
  const inPart = only && isInPart(sql`${requestItems.caseId}`, only.part);
  for (let after: string | undefined; ; ) {
    const rows = await readKeptPictures(
      db,
      and(inPart, after === undefined ? undefined : gt(checks.id, after)),
    );
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
  const due = deletionDue({ ...facts, reported: facts.category, withdrawnAt: null, isFrozen: false }, policy);
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
    .where(
      and(
        isNotNull(checks.pictureFile),
        isNull(checks.pictureDeletedAt),
        isNotHeld(db),
        isSettled(db),
        filter,
      ),
    )
    .orderBy(asc(checks.id))
    .limit(pageRows);
}
