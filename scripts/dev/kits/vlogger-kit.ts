/** Makes qualified vloggers without taking the exam, with records in the programme. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { cases, exams, people, vloggers } from "../../../intake/db/schema/index.ts";
import type { Db } from "../../../intake/db/store.ts";
import { pickQuestions } from "../../../intake/vloggers/exam.ts";
import { policyVersion } from "../../../utils/shared/policy/category-definition.ts";
import { lessonIds } from "../../../utils/shared/policy/lessons/lesson.ts";
import { lessons } from "../../../utils/shared/policy/lessons.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { signCertificate } from "../../../utils/shared/seal/signed-kinds.ts";
import { newKey } from "./evidence.ts";
import type { IntakeKit, TestDevice } from "./intake-kit.ts";

export interface ExamContext {
  db: Db;
  at: Date;
  /** The intake's key, if the certificate is verified; by default any. */
  key?: SealingKey;
}

/** Returns the certificate's JWS. `editions` default to the current ones. */
export async function passExam(
  { db, at, key }: ExamContext,
  personId: string,
  editions: Record<string, number> = Object.fromEntries(lessons.map(({ id, edition }) => [id, edition])),
): Promise<string> {
  const examId = randomUUID();
  const certificate = await signCertificate(
    {
      type: "vlogger-exam",
      personId,
      examId,
      issuedAt: at.toISOString(),
      policyVersion,
      lessons: editions,
    },
    key ?? (await newKey()),
  );
  const asked = pickQuestions(lessonIds);
  await db.insert(exams).values({
    id: examId,
    personId,
    startedAt: at,
    finishedAt: at,
    policyVersion,
    editions,
    certificate,
    questions: asked.map(({ id }) => id),
    answers: Object.fromEntries(asked.map(({ id, violates }) => [id, violates])),
    passed: true,
  });
  return certificate;
}

export type Vlogger = typeof vloggers.$inferInsert;

/** Makes a reviewer, by default with a certificate. Returns the person's id. */
export async function makeReviewer(
  { db, at }: { db: Db; at: Date },
  device: TestDevice,
  more: Partial<Vlogger> = {},
): Promise<string> {
  const { personId } = (await device.call("GET", "/v1/me")).body;
  await passExam({ db, at }, personId);
  await db.insert(vloggers).values({ personId, rank: "reviewer", ...more });
  return personId;
}

/** Enrols a vlogger and makes them a reviewer. */
export async function enrolReviewer(
  { enrolled, store, intake }: IntakeKit,
  name: string,
  more: Partial<Vlogger> = {},
): Promise<{ device: TestDevice; id: string }> {
  const device = await enrolled("vlogger", name);
  return { device, id: await makeReviewer({ db: store.db, at: intake.now() }, device, more) };
}

/** Excludes people and cases of earlier tests from assignment. */
export async function excludeEarlier({ store: { db }, intake }: IntakeKit): Promise<void> {
  await db.update(people).set({ suspendedAt: intake.now() }).where(eq(people.role, "vlogger"));
  await db.update(cases).set({ reports: 0 });
}
