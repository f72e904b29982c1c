/** Reading cases: the queue, one case with all that hangs on it, and what vloggers may review. */

import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { CaseState } from "../../utils/contract/case.ts";
import type { SiteId } from "../../utils/contract/site.ts";
import { readSeals } from "./case-family.ts";
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
  selfReviews,
} from "./schema/index.ts";
import { type CaseScope, casesIn, type Ref } from "./scope.ts";
import type { Db } from "./store.ts";
import { readVotes } from "./votes.ts";

export interface QueueFilter {
  scope: CaseScope;
  state?: CaseState | undefined;
  site?: SiteId | undefined;
  /** A `queueKey`. */
  after?: string | undefined;
  limit: number;
}

/** One row more than the limit when there are more. */
export function readQueue(db: Db, { scope, state, site, after, limit }: QueueFilter): Promise<CaseRecord[]> {
  const filters: SQL[] = [isNull(cases.mergedInto), casesIn(db, scope)];
  if (state) filters.push(eq(cases.state, state));
  if (site) filters.push(eq(cases.site, site));
  if (after) filters.push(gt(cases.queueKey, after));
  return db
    .select()
    .from(cases)
    .where(and(...filters))
    .orderBy(asc(cases.queueKey))
    .limit(limit + 1);
}

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

export async function readCaseParts(db: Db, caseId: string) {
  const answerers = alias(people, "answerers");
  const [subjects, reportRows, fileRows, reviewRows, decisionRows, logRows] = [
    await db
      .select({ subject: caseSubjects.subject })
      .from(caseSubjects)
      .where(eq(caseSubjects.caseId, caseId))
      .orderBy(caseSubjects.subject),
    await db
      .select({ report: reports, by: people.name })
      .from(reports)
      .innerJoin(people, eq(people.id, reports.personId))
      .where(eq(reports.caseId, caseId))
      .orderBy(desc(reports.receivedAt), desc(reports.id)),
    await db
      .select({ reportId: files.reportId, sha256: files.sha256 })
      .from(files)
      .innerJoin(reports, eq(reports.id, files.reportId))
      .where(and(eq(reports.caseId, caseId), isNull(reports.evidenceDeletedAt))),
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
    await db.select().from(log).where(eq(log.caseId, caseId)).orderBy(asc(log.seq)),
  ];
  const names = subjects.map(({ subject }) => subject);
  const [own] = await db
    .select({ at: sql<Date | null>`max(${selfReviews.at})`.mapWith(selfReviews.at) })
    .from(selfReviews)
    .where(inArray(selfReviews.subject, names));
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
    setCounts: await countSets(db, caseId),
    holdRows: await readHolds(db, caseId),
    seals: await readSeals(db, caseId),
    selfReviewedAt: own?.at ?? null,
  };
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
async function countSets(db: Db, caseId: string): Promise<Map<string, number>> {
  const here = db
    .select({ setId: reports.setId })
    .from(reports)
    .where(and(eq(reports.caseId, caseId), isNotNull(reports.setId)));
  const rows = await db
    .select({ setId: reports.setId, personId: reports.personId, count: count() })
    .from(reports)
    .where(inArray(reports.setId, here))
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

/** Undecided YouTube videos that this person neither reported nor reviewed; the rule itself is `rules/reviewable.ts`. */
export function readTasks(
  db: Db,
  personId: string,
  { scope, after, limit }: Omit<QueueFilter, "state" | "site">,
) {
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
        after ? gt(cases.queueKey, after) : undefined,
      ),
    )
    .orderBy(asc(cases.queueKey))
    .limit(limit + 1);
}
