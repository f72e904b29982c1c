/** Reads the cohort: all enrolled vloggers in scope, with the columns of the coordinator's table. */

import { and, asc, count, desc, eq, exists, inArray, lte, max, ne, sql } from "drizzle-orm";
import type { CertificateClaims } from "../../../utils/shared/contract/certificate.ts";
import type { Cohort, CohortRow } from "../../../utils/shared/contract/cohort.ts";
import type { LessonProgress } from "../../../utils/shared/contract/lesson.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Lesson } from "../../../utils/shared/policy/lessons/lesson.ts";
import { lessonProgressOf } from "../../../utils/shared/policy/lessons/progress.ts";
import type { UnitScope } from "../../core/scope.ts";
import {
  assignments,
  cases,
  devices,
  exams,
  lessonProgress,
  marks,
  people,
  reviews,
  vloggers,
} from "../../db/schema/index.ts";
import { peopleIn } from "../../db/scope-filters.ts";
import type { Db } from "../../db/store.ts";
import { attemptEnd, type ExamAttempt, nextAttemptAt, outdatedLessons } from "../exam-readiness.ts";
import { countedGrades, shareFrom } from "../review-grades.ts";
import { readCertificates } from "./certificates.ts";
import { readLessonsInForce } from "./lessons.ts";
import { isVoice, isWaiting } from "./task-filters.ts";

export interface CohortQuery {
  scope: UnitScope;
  at: Date;
  /** Limits the result to this person. */
  personId?: string;
}

/** Returns whether the person is an enrolled vlogger in scope. */
export async function isInCohort(db: Db, id: string, scope: UnitScope): Promise<boolean> {
  const which = and(isOfCohort(db, scope), eq(people.id, id));
  return (await db.select({ id: people.id }).from(people).where(which)).length > 0;
}

export async function readCohort(db: Db, { scope, at, personId }: CohortQuery): Promise<CohortRow[]> {
  const rows = await db
    .select({ personId: people.id, name: people.name, known: vloggers })
    .from(people)
    .leftJoin(vloggers, eq(vloggers.personId, people.id))
    .where(and(isOfCohort(db, scope), personId === undefined ? undefined : eq(people.id, personId)))
    .orderBy(asc(people.name), asc(people.id))
    .limit(limits.cohortRows);
  if (rows.length === 0) return [];
  const lessons = await readLessonsInForce(db);
  const facts = await readFacts(
    db,
    rows.map((row) => row.personId),
  );
  return rows.map(({ personId: id, name, known }) => ({
    personId: id,
    name,
    rank: known?.rank ?? ("participant" as const),
    ...factsOf(id, { lessons, ...facts }, at),
    ...pauseOf(known),
  }));
}

function isOfCohort(db: Db, scope: UnitScope) {
  const come = db.select({ one: sql`1` }).from(devices).where(eq(devices.personId, people.id));
  return and(eq(people.role, "vlogger"), peopleIn(db, scope), exists(come));
}

function pauseOf(known: typeof vloggers.$inferSelect | null): Pick<CohortRow, "pause"> {
  if (!known?.pausedAt) return {};
  const { pausedAt, pausedFor, pauseReason } = known;
  const reason = pauseReason === null ? {} : { reason: pauseReason };
  return { pause: { at: pausedAt.toISOString(), for: pausedFor ?? "person", ...reason } };
}

type Facts = Awaited<ReturnType<typeof readFacts>> & { lessons: readonly Lesson[] };

async function readFacts(db: Db, ids: string[]) {
  const given = db
    .select({ personId: reviews.personId, count: count(), at: max(reviews.at) })
    .from(reviews)
    .where(inArray(reviews.personId, ids))
    .groupBy(reviews.personId);
  const open = db
    .select({ personId: assignments.personId, count: count() })
    .from(assignments)
    .innerJoin(cases, eq(cases.id, assignments.caseId))
    .leftJoin(vloggers, eq(vloggers.personId, assignments.personId))
    .where(and(inArray(assignments.personId, ids), isWaiting))
    .groupBy(assignments.personId);
  const { personId, lesson, edition, answers, at } = lessonProgress;
  const learned = db
    .select({ personId, lesson, edition, answers, at })
    .from(lessonProgress)
    .where(inArray(personId, ids));
  return {
    given: byPerson(await given),
    marked: byPerson(await countMarks(db, ids)),
    open: byPerson(await open),
    learned: Map.groupBy(await learned, (row) => row.personId),
    last: byPerson(await readLastExams(db, ids)),
    vouched: byPerson(await readCertificates(db, ids)),
  };
}

/** For rows with one per person. */
function byPerson<T extends { personId: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.personId, row]));
}

/** Counts each person's newest marks, as many as the reviewer level uses. */
function countMarks(db: Db, ids: string[]) {
  const { personId, right, at, reviewId } = marks;
  const place = sql<number>`row_number() over (partition by ${personId} order by ${at} desc, ${reviewId} desc)`;
  const placed = db
    .select({ personId, right, place: place.as("place") })
    .from(marks)
    .where(inArray(personId, ids))
    .as("placed");
  return db
    .select({
      personId: placed.personId,
      right: sql<number>`(count(*) filter (where ${placed.right}))::int`,
      of: count(),
    })
    .from(placed)
    .where(lte(placed.place, countedGrades))
    .groupBy(placed.personId);
}

function readLastExams(db: Db, ids: string[]) {
  const { personId, startedAt, finishedAt, passed } = exams;
  return db
    .selectDistinctOn([personId], { personId, startedAt, finishedAt, passed })
    .from(exams)
    .where(inArray(personId, ids))
    .orderBy(personId, desc(startedAt));
}

function factsOf(id: string, facts: Facts, now: Date) {
  const [reviewed, learned, last] = [facts.given.get(id), facts.learned.get(id) ?? [], facts.last.get(id)];
  const times = [reviewed?.at, last?.startedAt, ...learned.map(({ at }) => at)];
  const latest = Math.max(...times.map((time) => time?.getTime() ?? 0));
  const mark = facts.marked.get(id) ?? { right: 0, of: 0 };
  const { right, of, lower } = shareFrom(mark.right, mark.of);
  const progress = Object.fromEntries(learned.map(({ lesson, ...known }) => [lesson, known]));
  return {
    lessons: lessonsDone(facts.lessons, progress),
    exam: toCohortExam(facts.lessons, { last, claims: facts.vouched.get(id)?.claims }, now),
    reviews: reviewed?.count ?? 0,
    marks: { right, of, lower },
    load: facts.open.get(id)?.count ?? 0,
    ...(latest > 0 ? { activeAt: new Date(latest).toISOString() } : {}),
  };
}

/**
 * Agreement over the whole programme, so that it reveals no person or case. Verdicts `cannot-tell` are left
 * out.
 */
export async function readAgreement(db: Db): Promise<Pick<Cohort, "agreement" | "compared">> {
  const compared = await db
    .select({ verdicts: sql<string[]>`array_agg(${reviews.verdict})` })
    .from(reviews)
    .where(and(ne(reviews.verdict, "cannot-tell"), isVoice))
    .groupBy(reviews.caseId)
    .having(sql`count(*) > 1`)
    .orderBy(desc(max(reviews.at)))
    .limit(limits.comparedCases);
  const agreement = alphaOf(compared.map(({ verdicts }) => verdicts));
  return { compared: compared.length, ...(agreement === undefined ? {} : { agreement }) };
}

export function lessonsDone(lessons: readonly Lesson[], progress: LessonProgress): CohortRow["lessons"] {
  return {
    done: lessons.filter((lesson) => lessonProgressOf(lesson, progress).all).length,
    of: lessons.length,
  };
}

export interface ExamFacts {
  last: ExamAttempt | undefined;
  /** Claims of the newest certificate. */
  claims: CertificateClaims | undefined;
}

/** A passed exam outranks later attempts, until a lesson changes. */
export function toCohortExam(
  lessons: readonly Lesson[],
  { last, claims }: ExamFacts,
  now: Date,
): CohortRow["exam"] {
  if (claims) {
    const { issuedAt: at, policyVersion } = claims;
    const lacking = outdatedLessons(lessons, claims.lessons);
    return { state: lacking.length === 0 ? "passed" : "lapsed", at, policyVersion, lacking };
  }
  if (!last) return { state: "none", lacking: [] };
  const ended = attemptEnd(last, now);
  if (!ended) return { state: "open", at: last.startedAt.toISOString(), lacking: [] };
  return {
    state: "failed",
    at: ended.toISOString(),
    lacking: [],
    nextAt: nextAttemptAt(ended).toISOString(),
  };
}

/**
 * Krippendorff's alpha for nominal values: 1 is full agreement, 0 is chance. Each unit holds the verdicts on
 * one case; units with one verdict are ignored. Returns undefined if all values are equal.
 * https://www.asc.upenn.edu/sites/default/files/2021-03/Computing%20Krippendorff%27s%20Alpha-Reliability.pdf
 */
export function alphaOf(units: readonly (readonly string[])[]): number | undefined {
  const totals = new Map<string, number>();
  let values = 0;
  let differing = 0;
  for (const unit of units) {
    if (unit.length < 2) continue;
    const counts = new Map<string, number>();
    for (const value of unit) counts.set(value, (counts.get(value) ?? 0) + 1);
    for (const [value, count] of counts) {
      totals.set(value, (totals.get(value) ?? 0) + count);
      differing += (count * (unit.length - count)) / (unit.length - 1);
    }
    values += unit.length;
  }
  const alike = [...totals.values()].reduce((whole, count) => whole + count * (count - 1), 0);
  // Number of pairs with different values if all values were paired.
  const byChance = values * (values - 1) - alike;
  return byChance === 0 ? undefined : 1 - ((values - 1) * differing) / byChance;
}
