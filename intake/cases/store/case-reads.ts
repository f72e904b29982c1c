/** Reads one case with its reports, reviews, decisions, log and holds. */

import { and, asc, count, desc, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { readSeals } from "../../audit-log/store/case-family.ts";
import type { CaseRecord } from "../../db/rows.ts";
import {
  caseSubjects,
  cases,
  decisions,
  files,
  holds,
  log,
  people,
  reports,
  reviews,
  units,
  vloggers,
} from "../../db/schema/index.ts";
import { casesIn, type Ref } from "../../db/scope.ts";
import type { Db } from "../../db/store.ts";
import { readQuestions } from "../../decisions/store/question-reads.ts";
import { readVotes } from "../../decisions/store/votes.ts";
import { readInviteTies } from "../../people/store/ties.ts";
import { readSeenSelfReviews } from "../../vloggers/store/self-reviews.ts";
import { isNotGolden, isVoice } from "../../vloggers/store/task-filters.ts";
import { isWaiting } from "../rules/acts.ts";

/** Finds a case by its id or by the id of a case merged into it. Returns undefined if it is out of scope. */
export async function findCase(db: Db, { id, scope }: Ref): Promise<CaseRecord | undefined> {
  const inReach = or(isNotNull(cases.mergedInto), casesIn(db, scope));
  for (let at: string | null = id; at; ) {
    const [row]: CaseRecord[] = await db
      .select()
      .from(cases)
      .where(and(eq(cases.id, at), inReach));
    if (!row?.mergedInto) return row;
    at = row.mergedInto;
  }
  return undefined;
}

export type CaseParts = Awaited<ReturnType<typeof readCaseParts>>;

/** How many of the newest rows are read; without it, all of them. */
export interface PartLimits {
  reports: number;
  log: number;
}

/** Limits for the case page, however often the case was reported. */
export const partLimits: PartLimits = { reports: limits.caseReports, log: limits.caseLog };

export async function readCaseParts(db: Db, caseId: string, most?: PartLimits) {
  const answerers = alias(people, "answerers");
  const reportRows = await readReports(db, caseId, most?.reports);
  const reportIds = most && reportRows.map(({ report }) => report.id);
  const [subjects, fileRows, reviewRows, decisionRows, logRows] = [
    await db
      .select({ subject: caseSubjects.subject })
      .from(caseSubjects)
      .where(and(eq(caseSubjects.caseId, caseId), caseSubjects.own))
      .orderBy(caseSubjects.subject),
    await db
      .select({ reportId: files.reportId, sha256: files.sha256 })
      .from(files)
      .innerJoin(reports, eq(reports.id, files.reportId))
      .where(
        and(
          eq(reports.caseId, caseId),
          isNull(reports.evidenceDeletedAt),
          reportIds && inArray(reports.id, reportIds),
        ),
      ),
    await db
      .select({ review: reviews, by: people.name, rank: vloggers.rank, counts: sql<boolean>`${isVoice}` })
      .from(reviews)
      .innerJoin(people, eq(people.id, reviews.personId))
      .leftJoin(vloggers, eq(vloggers.personId, reviews.personId))
      .where(and(eq(reviews.caseId, caseId), isNotGolden))
      .orderBy(desc(reviews.at), desc(reviews.id)),
    await db
      .select({ decision: decisions, by: people.name, answeredBy: answerers.name })
      .from(decisions)
      .innerJoin(people, eq(people.id, decisions.personId))
      .leftJoin(answerers, eq(answerers.id, decisions.answeredBy))
      .where(eq(decisions.caseId, caseId))
      .orderBy(desc(decisions.at), desc(decisions.id)),
    await readLog(db, caseId, most?.log),
  ];
  const names = subjects.map(({ subject }) => subject);
  return {
    subjects: names,
    reportRows,
    fileRows,
    reviewRows,
    decisionRows,
    voteRows: await readVotes(
      db,
      decisionRows.map(({ decision }) => decision.id),
    ),
    logRows,
    reporterIds: await readInvolved(db, caseId),
    proposerTies: await readInviteTies(
      db,
      decisionRows.flatMap(({ decision }) => (isWaiting(decision) ? [decision.personId] : [])),
    ),
    setCounts: await countSets(
      db,
      reportRows.map(({ report }) => report.setId),
    ),
    holdRows: await readHolds(db, caseId),
    seals: await readSeals(db, caseId, reportIds),
    selfReviewRows: await readSeenSelfReviews(db, names, limits.caseSelfReviews),
    askedRows: await readQuestions(db, caseId),
  };
}

/** Newest first; `unit`: that of the person when the report came, so that its notes stay there when they move. */
function readReports(db: Db, caseId: string, most: number | undefined) {
  const found = db
    .select({ report: reports, by: people.name, unit: units.name })
    .from(reports)
    .innerJoin(people, eq(people.id, reports.personId))
    .leftJoin(units, eq(units.id, reports.unitId))
    .where(eq(reports.caseId, caseId))
    .orderBy(desc(reports.receivedAt), desc(reports.id));
  return most === undefined ? found : found.limit(most);
}

/** Oldest first. */
async function readLog(db: Db, caseId: string, most: number | undefined) {
  const found = db.select().from(log).where(eq(log.caseId, caseId)).orderBy(desc(log.seq));
  return (await (most === undefined ? found : found.limit(most))).reverse();
}

/** Holds that are not released, oldest first. */
export function readHolds(db: Db, caseId: string) {
  return db
    .select()
    .from(holds)
    .where(and(eq(holds.caseId, caseId), isNull(holds.releasedAt)))
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

export async function readReporterIds(db: Db, caseId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: reports.personId })
    .from(reports)
    .where(eq(reports.caseId, caseId));
  return rows.map(({ id }) => id);
}

/** Reporters, their inviters and their invitees; none of them may decide the case. */
export async function readInvolved(db: Db, caseId: string): Promise<string[]> {
  const reporters = await readReporterIds(db, caseId);
  return [...reporters, ...(await readInviteTies(db, reporters))];
}
