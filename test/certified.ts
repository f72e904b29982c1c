/** A vlogger who passed the exam, without sitting it: for tests of what only certified ones may do. */

import { randomUUID } from "node:crypto";
import { draw } from "../intake/programme/draw.ts";
import { exams } from "../intake/store/schema/index.ts";
import type { Db } from "../intake/store/store.ts";
import { lessons } from "../utils/policy/lessons/index.ts";
import { lessonIds } from "../utils/policy/lessons/lesson.ts";
import { policyVersion } from "../utils/policy/version.ts";
import { signCertificate } from "../utils/seal/certificate.ts";
import type { SealingKey } from "../utils/seal/seal.ts";
import { newKey } from "./export-kit.ts";

export interface Passing {
  db: Db;
  at: Date;
  /** The intake's, where somebody checks the certificate; absent: any. */
  key?: SealingKey;
}

/** The certificate's JWS. `editions`: absent, those of today. */
export async function passExam(
  { db, at, key }: Passing,
  personId: string,
  editions: Record<string, number> = Object.fromEntries(lessons.map(({ id, edition }) => [id, edition])),
): Promise<string> {
  const examId = randomUUID();
  const certificate = await signCertificate(
    {
      ...{ type: "vlogger-exam", personId, examId, issuedAt: at.toISOString(), policyVersion },
      lessons: editions,
    },
    key ?? (await newKey()),
  );
  const asked = draw(lessonIds);
  await db.insert(exams).values({
    ...{ id: examId, personId, startedAt: at, finishedAt: at, policyVersion, editions, certificate },
    questions: asked.map(({ id }) => id),
    answers: Object.fromEntries(asked.map(({ id, violates }) => [id, violates])),
    passed: true,
  });
  return certificate;
}
