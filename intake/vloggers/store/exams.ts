/** Exams: begun, answered question by question, and scored after the last answer. */

import { randomUUID } from "node:crypto";
import { and, asc, desc, eq, gt, gte, isNotNull } from "drizzle-orm";
import type { ExamAnswer } from "../../../utils/shared/contract/exam.ts";
import type { LessonProgress } from "../../../utils/shared/contract/lesson.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { policyVersion } from "../../../utils/shared/policy/category-definition.ts";
import type { Lesson } from "../../../utils/shared/policy/lessons/lesson.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { signCertificate } from "../../../utils/shared/seal/signed-kinds.ts";
import { clockErrorMs } from "../../core/clock.ts";
import type { OwnScope, Ref } from "../../core/scope.ts";
import { exams } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { addAnswer, countAnswered, pickQuestions, questionsOf, scoreOf } from "../exam.ts";
import { attemptClosesAt, type Readiness, readinessOf } from "../exam-readiness.ts";
import { type Certificate, readCertificate, readCertificates } from "./certificates.ts";
import { lockPerson, readLessonsInForce, readProgress } from "./lessons.ts";

/** Returns the open exam, if there is one, on any device. */
export function beginExam(db: Db, { personId }: OwnScope, at: Date): Promise<Result<Exam>> {
  return db.transaction(async (tx) => {
    await lockPerson(tx, personId);
    const course = await readCourse(tx, personId, at);
    const [last] = course.exams;
    if (course.readiness.state === "open" && last) return ok(last);
    const asked = lessonsToAsk(course);
    if (!asked.ok) return asked;
    if (last && !last.finishedAt) await abandonExam(tx, last);
    const [begun] = await tx
      .insert(exams)
      .values(newExam(personId, asked.value, at))
      .returning();
    if (!begun) throw new Error("the exam was not stored");
    return ok(begun);
  });
}

/** Lessons of a new exam. Problem if none may begin now. */
function lessonsToAsk({ lessons, readiness }: Course): Result<Lesson[]> {
  switch (readiness.state) {
    case "passed":
      return fail("exam-passed");
    case "lessons-first":
      return fail("lessons-first", readiness.untried.join(", "));
    case "later":
      return fail("exam-later", readiness.from.toISOString(), "later");
    case "open":
      throw new Error("readiness is open, but there is no open exam");
    case "ready":
      return ok(lessons.filter(({ id }) => readiness.lessons.includes(id)));
  }
}

/** Closes an expired exam; the index allows only one open exam per person. */
async function abandonExam(tx: Db, exam: Exam): Promise<void> {
  await tx
    .update(exams)
    .set({ finishedAt: attemptClosesAt(exam), passed: false })
    .where(eq(exams.id, exam.id));
}

function newExam(personId: string, asked: readonly Lesson[], at: Date): typeof exams.$inferInsert {
  const editions = asked.map(({ id, edition }) => [id, edition] as const);
  return {
    id: randomUUID(),
    personId,
    startedAt: at,
    policyVersion,
    answers: {},
    editions: Object.fromEntries(editions),
    questions: pickQuestions(asked.map(({ id }) => id)).map(({ id }) => id),
  };
}

export async function readExam(db: Db, ref: Ref<OwnScope>): Promise<Exam | undefined> {
  const [row] = await db.select().from(exams).where(own(ref));
  return row;
}

function own({ id, scope }: Ref<OwnScope>) {
  return and(eq(exams.id, id), eq(exams.personId, scope.personId));
}

export function answerExam(
  db: Db,
  ref: Ref<OwnScope>,
  input: ExamAnswer,
  { at, key }: { at: Date; key: SealingKey },
): Promise<Result<Exam>> {
  return db.transaction(async (tx) => {
    await lockPerson(tx, ref.scope.personId);
    const exam = await readExam(tx, ref);
    if (!exam) return fail("not-found");
    const taken = addAnswer(exam, input, at);
    if (!taken.ok) return taken;
    if (taken.value === exam.answers) return ok(exam);
    const answered = { ...exam, answers: taken.value };
    const isLast = countAnswered(answered) === exam.questions.length;
    const { id, ...change } = isLast ? await finish(tx, answered, at, key) : answered;
    await tx.update(exams).set(change).where(eq(exams.id, id));
    return ok({ id, ...change });
  });
}

/** A refresher's certificate also covers the lessons of the previous one. */
async function finish(tx: Db, exam: Exam, at: Date, key: SealingKey): Promise<Exam> {
  const { passed } = scoreOf(questionsOf(exam), exam.answers);
  const finished = { ...exam, finishedAt: at, passed };
  if (!passed) return finished;
  await correctTimes(tx, exam.personId, at);
  const { id: examId, personId, policyVersion: version, editions } = exam;
  const [before] = await readCertificates(tx, [personId]);
  const certificate = await signCertificate(
    {
      type: "vlogger-exam",
      personId,
      examId,
      issuedAt: at.toISOString(),
      policyVersion: version,
      lessons: { ...before?.claims.lessons, ...editions },
    },
    key,
  );
  return { ...finished, certificate };
}

/** An exam that was passed while the clock was ahead would stay the newest until its time comes. */
async function correctTimes(tx: Db, personId: string, at: Date): Promise<void> {
  await tx
    .update(exams)
    .set({ finishedAt: new Date(at.getTime() - 1) })
    .where(and(eq(exams.personId, personId), gte(exams.finishedAt, at)));
}

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

/** Reads a person's progress towards the certificate. */
export async function readCourse(db: Db, personId: string, at: Date): Promise<Course> {
  const lessons = await readLessonsInForce(db);
  const progress = await readProgress(db, personId);
  const certificate = await readCertificate(db, personId, lessons);
  const isLater = gt(exams.startedAt, new Date(at.getTime() + clockErrorMs));
  // The open one, if any, and the one before it. Those that began while the clock was ahead come last.
  const newest = await db
    .select()
    .from(exams)
    .where(eq(exams.personId, personId))
    .orderBy(asc(isNotNull(exams.finishedAt)), asc(isLater), desc(exams.startedAt))
    .limit(2);
  const facts = { lessons, progress, last: newest[0], editions: certificate?.claims.lessons ?? {} };
  return { lessons, progress, readiness: readinessOf(facts, at), exams: newest, certificate };
}
