/** Marks reviewers' verdicts: when other people settle the case, and at once on golden cases. */

import { and, eq, exists, inArray, isNull, ne, not, or, sql } from "drizzle-orm";
import { lessonOf } from "../../../utils/shared/policy/lessons/lesson-of.ts";
import { upsertRows } from "../../db/insert.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { cases, exams, goldenCases, marks, people, reviews } from "../../db/schema/index.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { isRight, verdictOfState } from "../golden-rules.ts";
import { hasReported, isNotGolden } from "./task-filters.ts";
import { updateLevel } from "./vloggers.ts";

type Review = typeof reviews.$inferSelect;
type GradeRow = typeof marks.$inferSelect;
export type Golden = typeof goldenCases.$inferSelect;

/** Returns undefined if the case is not a golden case. */
export async function findGolden(db: Db, caseId: string): Promise<Golden | undefined> {
  const open = and(rowsOfCase(goldenCases, caseId), isNull(goldenCases.endedAt));
  return (await db.select().from(goldenCases).where(open))[0];
}

/** Runs in the review's transaction. The verdict `cannot-tell` gets no mark. */
export async function gradeGolden(tx: Db, review: Review, golden: Golden): Promise<void> {
  const [row] = await tx.select({ category: cases.category }).from(cases).where(eq(cases.id, golden.caseId));
  if (!row) return;
  const answer = { violates: golden.violates, lesson: lessonOf(row.category), at: review.at };
  const made = gradeOf(review, answer);
  await write(tx, made);
  await updateLevels(tx, made, review.at);
}

/**
 * Marks the verdicts on a case once it is known whether it violates, by a decision or by a merge into a
 * decided case; a later finding replaces earlier marks. Reviewers who reported the case get none, nor do
 * people who left the programme and whose data of it was deleted. Runs in the same transaction, under the case's lock.
 */
export async function gradeDecided(tx: Db, row: DecidedCase, at: Date): Promise<void> {
  await updateLevels(tx, await markDecided(tx, row, at), at);
}

type DecidedCase = Pick<CaseRecord, "id" | "state" | "category">;
type Marked = Pick<GradeRow, "personId">;

/** Returns the people whose levels need an update. */
async function markDecided(tx: Db, row: DecidedCase, at: Date): Promise<Marked[]> {
  const violates = verdictOfState(row.state);
  if (violates === undefined) return [];
  // A golden case with the opposite finding is outdated.
  const outdated = and(rowsOfCase(goldenCases, row.id), ne(goldenCases.violates, violates));
  await tx
    .update(goldenCases)
    .set({ endedAt: at })
    .where(and(outdated, isNull(goldenCases.endedAt)));
  const lesson = lessonOf(row.category);
  // Unchanged marks keep their time. A merge may have brought other reviews since.
  const ofThisMark = and(
    eq(marks.reviewId, reviews.id),
    eq(marks.violates, violates),
    eq(marks.lesson, lesson),
  );
  const rows = await tx
    .select({ review: reviews })
    .from(reviews)
    .innerJoin(people, eq(people.id, reviews.personId))
    .leftJoin(marks, ofThisMark)
    .where(
      and(rowsOfCase(reviews, row.id), isNull(marks.reviewId), not(hasReported), isStillInProgramme(tx)),
    );
  const made = rows.flatMap(({ review }) => gradeOf(review, { violates, lesson, at }));
  await write(tx, made);
  return made;
}

/** Updates the levels of both cases' reviewers together, because they are locked in one order. */
export async function gradeSplit(tx: Db, rows: readonly CaseRecord[], at: Date): Promise<void> {
  const marked: Marked[] = [];
  for (const row of rows)
    marked.push(...(await (row.state === "open" ? unmark(tx, row) : markDecided(tx, row, at))));
  await updateLevels(tx, marked, at);
}

/** An undecided case has no marks but those of golden tasks: those from the merge were about the other case's decision. */
function unmark(tx: Db, row: CaseRecord): Promise<Marked[]> {
  const ofCase = tx
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(rowsOfCase(reviews, row.id), isNotGolden));
  return tx
    .delete(marks)
    .where(and(eq(marks.spot, row.spot), inArray(marks.reviewId, ofCase)))
    .returning({ personId: marks.personId });
}

/** Filter on `people`: active in the programme, or their exams are still kept for a return. */
function isStillInProgramme(db: Db) {
  const kept = db.select({ one: sql`1` }).from(exams).where(eq(exams.personId, people.id));
  return or(and(eq(people.role, "vlogger"), isNull(people.suspendedAt)), exists(kept));
}

function gradeOf(
  { id, spot, personId, verdict, trial }: Review,
  found: Pick<GradeRow, "lesson" | "violates" | "at">,
): GradeRow[] {
  const right = isRight(verdict, found.violates);
  return right === undefined ? [] : [{ reviewId: id, spot, personId, golden: trial, ...found, right }];
}

async function write(tx: Db, made: GradeRow[]): Promise<void> {
  if (made.length > 0) await tx.execute(upsertRows(marks, made, ["review_id", "spot"]));
}

/** Sorted by id, so that two decisions with the same reviewers cannot deadlock. */
async function updateLevels(tx: Db, of: readonly Marked[], at: Date): Promise<void> {
  const ids = [...new Set(of.map(({ personId }) => personId))].sort();
  for (const personId of ids) await updateLevel(tx, personId, at);
}
