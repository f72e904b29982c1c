/** A vlogger's marks, the reviewer level and weight derived from them, and the record that the vlogger sees. */

import { desc, eq } from "drizzle-orm";
import type { LessonId } from "../../../utils/shared/contract/lesson.ts";
import type { ReviewerLevel } from "../../../utils/shared/contract/reviewer-level.ts";
import { weightOf } from "../../../utils/shared/policy/reporter-reliability.ts";
import type { OwnScope } from "../../core/scope.ts";
import { cases, goldenCases, marks, reviews, vloggers } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { countedGrades, type ReviewGrade, shareOf } from "../review-grades.ts";
import { newReviewer, nextStatus, type ReviewerStatus } from "../reviewer-level.ts";

type Vlogger = typeof vloggers.$inferSelect;

/** Marks that count for the level, oldest first. */
export async function readGrades(db: Db, personId: string): Promise<ReviewGrade[]> {
  const { lesson, golden, violates, right, at } = marks;
  const newest = await db
    .select({ lesson, golden, violates, right, at })
    .from(marks)
    .where(eq(marks.personId, personId))
    .orderBy(desc(at), desc(marks.reviewId))
    .limit(countedGrades);
  return newest.reverse();
}

/** Updates level and pause after marks were written, in their transaction. */
export async function updateLevel(tx: Db, personId: string, at: Date): Promise<void> {
  const row = await lockVlogger(tx, personId);
  const before = statusOf(row);
  const after = nextStatus(before, await readGrades(tx, personId), at);
  if (after !== before) await saveStatus(tx, row, after, at);
}

/** Creates the row if there is none. */
export async function lockVlogger(tx: Db, personId: string): Promise<Vlogger> {
  await tx.insert(vloggers).values({ personId }).onConflictDoNothing();
  const [row] = await tx.select().from(vloggers).where(eq(vloggers.personId, personId)).for("update");
  if (!row) throw new Error("the vlogger's row is missing after it was created");
  return row;
}

export async function findVlogger(db: Db, personId: string): Promise<Vlogger | undefined> {
  return (await db.select().from(vloggers).where(eq(vloggers.personId, personId)))[0];
}

/** After an automatic pause, `pauseReason` is the group of categories that caused it. */
export function statusOf(row: Vlogger): ReviewerStatus {
  const { rank, pausedAt, pausedFor, pauseReason, resumedAt } = row;
  const pausedGroup = pausedFor === "record" ? (pauseReason as LessonId | null) : null;
  return { rank, pausedAt, pausedFor, pausedGroup, resumedAt };
}

export async function saveStatus(tx: Db, row: Vlogger, rung: ReviewerStatus, at: Date): Promise<void> {
  const { rank, pausedAt, pausedFor, pausedGroup, resumedAt } = rung;
  const pauseReason = pausedFor === "person" ? row.pauseReason : pausedGroup;
  const rankedAt = rank === row.rank ? row.rankedAt : at;
  await tx
    .update(vloggers)
    .set({ rank, rankedAt, pausedAt, pausedFor, pauseReason, resumedAt })
    .where(eq(vloggers.personId, row.personId));
}

interface VoiceRank {
  rank: ReviewerLevel;
  paused: boolean;
}

/**
 * From 0 to 1, in thousandths. Participants and paused reviewers get 0: their reviews are shown but not
 * counted.
 */
export function voiceWeight({ rank, paused }: VoiceRank, share: { right: number; of: number }): number {
  if (rank === "participant" || paused) return 0;
  return weightOf({ decided: share.of, upheld: share.right });
}

/** Weight of the person's verdicts. */
export async function readWeight(db: Db, personId: string): Promise<number> {
  const row = await findVlogger(db, personId);
  if (!row) return 0;
  const known = { rank: row.rank, paused: row.pausedAt !== null };
  return voiceWeight(known, shareOf(await readGrades(db, personId)));
}

const maxReviews = 30;

/** Reads one snapshot. */
export function readVloggerRecord(db: Db, scope: OwnScope) {
  return db.transaction(
    async (tx) => {
      const row = await findVlogger(tx, scope.personId);
      return {
        rung: row ? statusOf(row) : newReviewer,
        rankedAt: row?.rankedAt ?? null,
        pauseReason: row?.pauseReason ?? null,
        marks: await readGrades(tx, scope.personId),
        reviewed: await readReviewed(tx, scope),
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

export type ReviewedRow = Awaited<ReturnType<typeof readReviewed>>[number];

/** Newest first. */
function readReviewed(db: Db, { personId }: OwnScope) {
  const { subject, title, permalink, category, withheld, state } = cases;
  return db
    .select({
      review: reviews,
      row: { subject, title, permalink, category, withheld, state },
      mark: marks,
      golden: goldenCases,
    })
    .from(reviews)
    .innerJoin(cases, eq(cases.id, reviews.caseId))
    .leftJoin(marks, eq(marks.reviewId, reviews.id))
    .leftJoin(goldenCases, eq(goldenCases.caseId, reviews.caseId))
    .where(eq(reviews.personId, personId))
    .orderBy(desc(reviews.at), desc(reviews.id))
    .limit(maxReviews);
}
