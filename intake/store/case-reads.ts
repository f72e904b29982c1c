/** Reading cases: the queue, one case with all that hangs on it, and what vloggers may review. */

import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { limits } from "../../utils/contract/limits.ts";
import { readSeals } from "./case-family.ts";
import { readQuestions } from "./question-reads.ts";
import type { QueueFilter } from "./queue.ts";
import type { CaseRecord } from "./rows.ts";
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
} from "./schema/index.ts";
import { casesIn, type Ref } from "./scope.ts";
import { readSeenSelfReviews } from "./self-reviews.ts";
import type { Db } from "./store.ts";
import { readVotes } from "./votes.ts";

/** A case by its own id, or by that of one it took in; absent too when it is out of reach. */
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

/** How much of a case is read, the newest of each; absent: all of it. */
export interface Newest {
  reports: number;
  log: number;
}

/** What one look at a case needs, however often it was reported. */
export const newest: Newest = { reports: limits.caseReports, log: limits.caseLog };

export async function readCaseParts(db: Db, caseId: string, most?: Newest) {
  const answerers = alias(people, "answerers");
  const reportRows = await readReports(db, caseId, most?.reports);
  const reportIds = most && reportRows.map(({ report }) => report.id);
  const [subjects, fileRows, reviewRows, decisionRows, logRows] = [
    await db
      .select({ subject: caseSubjects.subject })
      .from(caseSubjects)
      .where(eq(caseSubjects.caseId, caseId))
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
      .select({ review: reviews, by: people.name })
      .from(reviews)
      .innerJoin(people, eq(people.id, reviews.personId))
      .where(eq(reviews.caseId, caseId))
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
    reporterIds: await readReporterIds(db, caseId),
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

/** Newest first. */
function readReports(db: Db, caseId: string, most: number | undefined) {
  const found = db
    .select({ report: reports, by: people.name })
    .from(reports)
    .innerJoin(people, eq(people.id, reports.personId))
    .where(eq(reports.caseId, caseId))
    .orderBy(desc(reports.receivedAt), desc(reports.id));
  return most === undefined ? found : found.limit(most);
}

/** Oldest first. */
async function readLog(db: Db, caseId: string, most: number | undefined) {
  const found = db.select().from(log).where(eq(log.caseId, caseId)).orderBy(desc(log.seq));
  return (await (most === undefined ? found : found.limit(most))).reverse();
}

/** Those that stand on it, oldest first. */
export function readHolds(db: Db, caseId: string) {
  return db
    .select()
    .from(holds)
    .where(and(eq(holds.caseId, caseId), isNull(holds.releasedAt)))
    .orderBy(asc(holds.at), asc(holds.id));
}

/** How many reports each person's set holds, by `set person`: nobody adds to another's by naming it. */
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

/** Everybody who ever reported a case. */
export async function readReporterIds(db: Db, caseId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: reports.personId })
    .from(reports)
    .where(eq(reports.caseId, caseId));
  return rows.map(({ id }) => id);
}

/** Where a page of tasks ends. */
export interface TaskMark {
  asked: boolean;
  queueKey: string;
}

/** What reviewers were asked about first. Undecided YouTube videos that this person neither reported nor reviewed; the rule itself is `rules/reviewable.ts`. */
export function readTasks(
  db: Db,
  personId: string,
  { scope, after, limit }: Pick<QueueFilter, "scope" | "limit"> & { after?: TaskMark | undefined },
) {
  const unasked = sql`(${cases.reviewAskedAt} is null)`;
  const reported = db
    .select()
    .from(reports)
    .where(and(eq(reports.caseId, cases.id), eq(reports.personId, personId)));
  const reviewed = db
    .select()
    .from(reviews)
    .where(and(eq(reviews.caseId, cases.id), eq(reviews.personId, personId)));
  return db
    .select()
    .from(cases)
    .where(
      and(
        isNull(cases.mergedInto),
        inArray(cases.state, ["open", "proposed"]),
        ...[
          eq(cases.site, "youtube"),
          eq(cases.kind, "video"),
          eq(cases.withheld, false),
          gt(cases.reports, 0),
        ],
        ...[notExists(reported), notExists(reviewed), casesIn(db, scope)],
        after && sql`(${unasked}, ${cases.queueKey}) > (${!after.asked}, ${after.queueKey})`,
      ),
    )
    .orderBy(asc(unasked), asc(cases.queueKey))
    .limit(limit + 1);
}
