/** A person's progress in the lessons, across devices. */

import { eq } from "drizzle-orm";
import type { LessonProgress, UploadedLessons } from "../../../utils/shared/contract/lesson.ts";
import type { OwnScope } from "../../core/scope.ts";
import { lessonProgress } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { answersForEdition, type LessonAnswers, mergeAnswers } from "../lesson-progress.ts";
import { readLessonsInForce } from "./lessons-in-force.ts";
import { lockPerson } from "./lock-person.ts";

type Row = typeof lessonProgress.$inferSelect;

export async function readProgress(db: Db, personId: string): Promise<LessonProgress> {
  const rows = await readRows(db, personId);
  return Object.fromEntries(rows.map(({ lesson, edition, answers }) => [lesson, { edition, answers }]));
}

/** Idempotent. */
export async function noteAnswers(
  db: Db,
  { personId }: OwnScope,
  brought: UploadedLessons,
  at: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockPerson(tx, personId);
    const known = new Map((await readRows(tx, personId)).map((row) => [row.lesson, row]));
    for (const lesson of await readLessonsInForce(tx)) {
      const given = brought[lesson.id];
      const answers = given && answersForEdition(lesson, given);
      if (!answers) continue;
      const { id, edition } = lesson;
      const merged = mergeAnswers(known.get(id), { edition, answers, at: answeredAt(given.agoMs, at) });
      await write(tx, { personId, lesson: id, ...merged });
    }
  });
}

/** Answers of unknown age count as older than all known ones. */
function answeredAt(agoMs: number | undefined, at: Date): Date {
  return new Date(Math.max(0, agoMs === undefined ? 0 : at.getTime() - agoMs));
}

function readRows(db: Db, personId: string): Promise<Row[]> {
  return db.select().from(lessonProgress).where(eq(lessonProgress.personId, personId));
}

async function write(tx: Db, row: Pick<Row, "personId" | "lesson"> & LessonAnswers): Promise<void> {
  const { edition, answers, at } = row;
  await tx
    .insert(lessonProgress)
    .values(row)
    .onConflictDoUpdate({
      target: [lessonProgress.personId, lessonProgress.lesson],
      set: { edition, answers, at },
    });
}
