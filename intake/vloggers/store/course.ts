/** Reads a person's progress towards the certificate in one go. */

import { desc, eq } from "drizzle-orm";
import type { LessonProgress } from "../../../utils/shared/contract/lesson.ts";
import type { Lesson } from "../../../utils/shared/policy/lessons/lesson.ts";
import { exams } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { type Readiness, readinessOf } from "../exam-readiness.ts";
import { type Certificate, readCertificate } from "./certificates.ts";
import { readProgress } from "./lesson-answers.ts";
import { readLessonsInForce } from "./lessons-in-force.ts";

export type Exam = typeof exams.$inferSelect;

export interface Course {
  /** Current lessons. */
  lessons: readonly Lesson[];
  progress: LessonProgress;
  readiness: Readiness;
  /** Newest first, at most two. */
  exams: Exam[];
  certificate: Certificate | undefined;
}

export async function readCourse(db: Db, personId: string, at: Date): Promise<Course> {
  const lessons = await readLessonsInForce(db);
  const progress = await readProgress(db, personId);
  const certificate = await readCertificate(db, personId, lessons);
  // The open one, if any, and the one before it.
  const newest = await db
    .select()
    .from(exams)
    .where(eq(exams.personId, personId))
    .orderBy(desc(exams.startedAt))
    .limit(2);
  const facts = { lessons, progress, last: newest[0], editions: certificate?.claims.lessons ?? {} };
  return { lessons, progress, readiness: readinessOf(facts, at), exams: newest, certificate };
}
