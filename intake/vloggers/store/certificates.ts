/** Certificates: who passed the exam, and for which lessons it is still valid. */

import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { CertificateClaims, OwnCertificate } from "../../../utils/shared/contract/certificate.ts";
import type { Lesson } from "../../../utils/shared/policy/lessons/lesson.ts";
import { decodeCertificate } from "../../../utils/shared/seal/certificate.ts";
import { exams } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { outdatedLessons } from "../exam-readiness.ts";

export interface Certificate extends OwnCertificate {
  /** True while no certified lesson has a new edition. */
  valid: boolean;
  claims: CertificateClaims;
}

/**
 * The person's newest certificate, compared with the current lessons. Returns undefined if the exam was never
 * passed.
 */
export async function readCertificate(
  db: Db,
  personId: string,
  lessons: readonly Lesson[],
): Promise<Certificate | undefined> {
  const [row] = await db
    .select({ jws: exams.certificate })
    .from(exams)
    .where(and(eq(exams.personId, personId), isNotNull(exams.certificate)))
    .orderBy(desc(exams.finishedAt))
    .limit(1);
  if (row?.jws == null) return undefined;
  const claims = decodeCertificate(row.jws);
  const lacking = outdatedLessons(lessons, claims.lessons);
  const { issuedAt, policyVersion } = claims;
  return { jws: row.jws, issuedAt, policyVersion, lacking, valid: lacking.length === 0, claims };
}
