/** Reads one case with its reports, log and holds. */

import { and, asc, count, desc, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { receiptNumberOf } from "../../../utils/shared/seal/receipt-number.ts";
import { readSeals } from "../../audit-log/store/merged-cases.ts";
import type { Ref } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { caseSubjects, cases, files, holds, log, people, reports, units } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import { areCases, isCase, rowsOfCase, rowsOfCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { readInviteTies, readTiesToAll } from "../../people/store/inviters.ts";
import { hasChannelTie, readChannelTies, readTiedChannels } from "./channel-ties.ts";

/** Finds a case by its id or by the id of a case merged into it. Returns undefined if it is out of scope. */
export async function findCase(db: Db, { id, scope }: Ref): Promise<CaseRecord | undefined> {
  const inReach = or(isNotNull(cases.mergedInto), casesIn(db, scope));
  for (let caseId: string | null = id; caseId; ) {
    const [row]: CaseRecord[] = await db
      .select()
      .from(cases)
      .where(and(isCase(caseId), inReach));
    if (!row?.mergedInto) return row;
    caseId = row.mergedInto;
  }
  return undefined;
}

export type CaseParts = Awaited<ReturnType<typeof readCaseParts>>;

/** How many rows are read; without it, all of them. */
export interface PartLimits {
  /** The newest report of each person first, so that no person's reports displace another's. */
  reports: number;
  /** The newest. */
  log: number;
}

export async function readCaseParts(db: Db, caseId: string, most?: PartLimits) {
  const reportRows = await readReports(db, caseId, most?.reports);
  const reportIds = most && reportRows.map(({ report }) => report.id);
  const subjects = await db
    .select({ subject: caseSubjects.subject })
    .from(caseSubjects)
    .where(and(eq(caseSubjects.caseId, caseId), caseSubjects.own))
    .orderBy(caseSubjects.subject);
  return {
    subjects: subjects.map(({ subject }) => subject),
    reportRows,
    fileRows: await db
      .select({ reportId: files.reportId, sha256: files.sha256 })
      .from(files)
      .innerJoin(reports, eq(reports.id, files.reportId))
      .where(
        and(
          rowsOfCase(reports, caseId),
          isNull(reports.evidenceDeletedAt),
          reportIds && inArray(reports.id, reportIds),
        ),
      ),
    logRows: await readLog(db, caseId, most?.log),
    reporterIds: await readInvolved(db, caseId),
    setCounts: await countSets(
      db,
      reportRows.map(({ report }) => report.setId),
    ),
    holdRows: await readHolds(db, caseId),
    seals: await readSeals(db, caseId, reportIds),
  };
}

/** `unit`: the reporter's unit when the report arrived, so that notes stay there if the person moves. */
function readReports(db: Db, caseId: string, most: number | undefined) {
  const newest = [desc(reports.receivedAt), desc(reports.id)];
  const query = db
    .select({ report: reports, by: people.name, unit: units.name })
    .from(reports)
    .innerJoin(people, eq(people.id, reports.personId))
    .leftJoin(units, eq(units.id, reports.unitId));
  if (most === undefined) return query.where(rowsOfCase(reports, caseId)).orderBy(...newest);
  const ofPerson = sql`partition by ${reports.personId} order by ${sql.join(newest, sql`, `)}`;
  const ranked = db
    .select({ id: reports.id, rank: sql<number>`row_number() over (${ofPerson})`.as("rank") })
    .from(reports)
    .where(rowsOfCase(reports, caseId))
    .as("ranked");
  return query
    .innerJoin(ranked, eq(ranked.id, reports.id))
    .where(rowsOfCase(reports, caseId))
    .orderBy(ranked.rank, ...newest)
    .limit(most);
}

/** Oldest first. */
async function readLog(db: Db, caseId: string, most: number | undefined) {
  const query = db.select().from(log).where(rowsOfCase(log, caseId)).orderBy(desc(log.seq));
  return (await (most === undefined ? query : query.limit(most))).reverse();
}

/** Active holds of a case, or of all cases, oldest first. */
export function readHolds(db: Db, caseId?: string) {
  return db
    .select()
    .from(holds)
    .where(and(caseId === undefined ? undefined : rowsOfCase(holds, caseId), isNull(holds.releasedAt)))
    .orderBy(asc(holds.at), asc(holds.id));
}

/**
 * Number of reports in each person's set, by `set person`. Keyed by person so that no one can add to another
 * person's set by sending its id.
 */
async function countSets(db: Db, setIds: (string | null)[]): Promise<Map<string, number>> {
  const named = [...new Set(setIds.filter((id) => id !== null))];
  if (named.length === 0) return new Map();
  const rows = await db
    .select({ setId: reports.setId, personId: reports.personId, count: count() })
    .from(reports)
    .where(inArray(reports.setId, named))
    .groupBy(reports.setId, reports.personId);
  return new Map(rows.map((row) => [`${row.setId} ${row.personId}`, row.count]));
}

/** The receipt number of the case's first report; undefined if there is no such case. */
export async function readCaseNumber(db: Db, caseId: string): Promise<string | undefined> {
  const [first] = await db
    .select({ id: reports.id })
    .from(reports)
    .where(rowsOfCase(reports, caseId))
    .orderBy(asc(reports.receivedAt), asc(reports.id))
    .limit(1);
  return first && receiptNumberOf(first.id);
}

/** Ids of the cases with a report of this receipt number, which ends in `idEnd`: usually one. */
export async function findCasesOfNumber(db: Db, number: string, idEnd: string): Promise<string[]> {
  const ends = await db
    .select({ id: reports.id, caseId: reports.caseId })
    .from(reports)
    .where(eq(sql`right(${reports.id}::text, 12)`, idEnd));
  return [...new Set(ends.filter(({ id }) => receiptNumberOf(id) === number).map(({ caseId }) => caseId))];
}

export async function readReporterIds(db: Db, caseId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: reports.personId })
    .from(reports)
    .where(rowsOfCase(reports, caseId));
  return rows.map(({ id }) => id);
}

/** The cases in which `readInvolved` returns the person. */
export async function readInvolving(
  db: Db,
  personId: string,
  caseIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (caseIds.length === 0) return new Set();
  const involved = [personId, ...(await readInviteTies(db, [personId]))];
  const isInvolved = inArray(reports.personId, involved);
  const rows = await db
    .select({ caseId: reports.caseId })
    .from(reports)
    .where(rowsOfCases(reports, caseIds))
    .groupBy(reports.caseId)
    .having(sql`bool_or(${eq(reports.personId, personId)}) or bool_and(${isInvolved})`);
  const own = (await readTiedChannels(db, personId)).length
    ? await db
        .select({ caseId: cases.id })
        .from(cases)
        .where(and(areCases([...caseIds]), hasChannelTie(sql`${personId}::uuid`)))
    : [];
  return new Set([...rows, ...own].map(({ caseId }) => caseId));
}

/**
 * People who may not decide the case: its reporters, including those who withdrew, and people with a conflict of interest
 * with its channel. Also anyone tied by an invitation to every reporter; a report by another person ends this last rule.
 */
export async function readInvolved(db: Db, caseId: string): Promise<string[]> {
  const reporters = await readReporterIds(db, caseId);
  return [...reporters, ...(await readTiesToAll(db, reporters)), ...(await readChannelTies(db, caseId))];
}
