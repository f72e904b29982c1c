/** Vloggers who may review: the exam that they passed without sitting it, and what the programme knows of them. */

import { randomUUID } from "node:crypto";
import { draw } from "../intake/programme/draw.ts";
import { exams, vloggers } from "../intake/store/schema/index.ts";
import type { Db } from "../intake/store/store.ts";
import { lessons } from "../utils/policy/lessons/index.ts";
import { lessonIds } from "../utils/policy/lessons/lesson.ts";
import { policyVersion } from "../utils/policy/version.ts";
import { signCertificate } from "../utils/seal/certificate.ts";
import type { SealingKey } from "../utils/seal/seal.ts";
import type { TestDevice } from "./intake-kit.ts";
import { newKey } from "./sealing-key.ts";

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

export type Vlogger = typeof vloggers.$inferInsert;

/** A reviewer with a certificate, unless told otherwise; answers the person's id. */
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
