/** A vlogger's marks and the reviewer level derived from them. */

import { desc, eq } from "drizzle-orm";
import type { LessonId } from "../../../utils/shared/contract/lesson.ts";
import { marks, vloggers } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { countedGrades, type ReviewGrade } from "../review-grades.ts";
import { nextStatus, type ReviewerStatus } from "../reviewer-level.ts";

type Vlogger = typeof vloggers.$inferSelect;

/** Marks that count for the level, oldest first. */
export async function readGrades(db: Db, personId: string): Promise<ReviewGrade[]> {
  const { lesson, golden, right, at } = marks;
  const newest = await db
    .select({ lesson, golden, right, at })
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
