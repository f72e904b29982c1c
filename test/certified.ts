/** A vlogger who passed the exam, without sitting it: for tests of what only certified ones may do. */

import { randomUUID } from "node:crypto";
import { exams } from "../intake/store/schema/index.ts";
import { lessons } from "../utils/policy/lessons/index.ts";
import { policyVersion } from "../utils/policy/version.ts";
import { signCertificate } from "../utils/seal/certificate.ts";
import type { Kit } from "./intake-kit.ts";

/** The certificate's JWS. `editions`: absent, those of today. */
export async function certify(
  { intake, store }: Pick<Kit, "intake" | "store">,
  personId: string,
  editions: Record<string, number> = Object.fromEntries(lessons.map(({ id, edition }) => [id, edition])),
): Promise<string> {
  const [examId, at] = [randomUUID(), intake.now()];
  const issued = {
    type: "vlogger-exam",
    personId,
    examId,
    issuedAt: at.toISOString(),
    policyVersion,
  } as const;
  const certificate = await signCertificate({ ...issued, lessons: editions }, intake.key);
  await store.db.insert(exams).values({
    ...{ id: examId, personId, startedAt: at, finishedAt: at, policyVersion, editions, certificate },
    ...{ questions: [], answers: {}, passed: true },
  });
  return certificate;
}
