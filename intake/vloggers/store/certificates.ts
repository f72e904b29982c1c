/** Certificates of passed exams, and the lessons for which they are still valid. A valid one is needed to review. */

import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { CertificateClaims, OwnCertificate } from "../../../utils/shared/contract/certificate.ts";
import type { LessonId } from "../../../utils/shared/contract/lesson.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Lesson } from "../../../utils/shared/policy/lessons/lesson.ts";
import { decodeCertificate } from "../../../utils/shared/seal/signed-kinds.ts";
import { exams, people } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { outdatedLessons } from "../exam-readiness.ts";
import { readLessonsInForce } from "./lessons.ts";

/**
 * Problem: `certificate-needed` if no exam was passed or a lesson has a new edition; the detail names the
 * missing lessons.
 */
export async function checkCertified(db: Db, personId: string): Promise<Result<undefined>> {
  const lessons = await readLessonsInForce(db);
  const held = await readCertificate(db, personId, lessons);
  const lacking = held?.lacking ?? outdatedLessons(lessons, {});
  return lacking.length === 0 ? ok(undefined) : fail("certificate-needed", lacking.join(", "));
}

/** Ids of all people whose newest certificate is valid. */
export async function readCertified(db: Db): Promise<ReadonlySet<string>> {
  const [lessons, vouched] = [await readLessonsInForce(db), await readCertificates(db)];
  const counts = vouched.filter(({ claims }) => outdatedLessons(lessons, claims.lessons).length === 0);
  return new Set(counts.map(({ personId }) => personId));
}

/** By lesson: number of people whose certificate is valid now and would lapse with these editions. */
export async function countLapsing(
  db: Db,
  next: Readonly<Record<LessonId, number>>,
): Promise<Partial<Record<LessonId, number>>> {
  const [lessons, vouched] = [await readLessonsInForce(db), await readCertificates(db)];
  const changed = lessons.filter(({ id, edition }) => next[id] !== edition);
  return Object.fromEntries(
    changed.map(({ id, edition }) => [
      id,
      vouched.filter(({ claims }) => claims.lessons[id] === edition).length,
    ]),
  );
}

/** Claims of each person's newest certificate; `ids` limits the people. */
export async function readCertificates(db: Db, ids?: readonly string[]) {
  const { personId, certificate, finishedAt } = exams;
  const rows = await db
    .selectDistinctOn([personId], { personId, certificate })
    .from(exams)
    .where(and(isNotNull(certificate), ids && inArray(personId, [...ids])))
    .orderBy(personId, desc(finishedAt));
  return rows.flatMap((row) =>
    row.certificate === null ? [] : [{ personId: row.personId, claims: decodeCertificate(row.certificate) }],
  );
}

/** One page of the people who passed an exam, with the claims of their newest certificate, newest first. */
export async function readCertifiedPeople(
  db: Db,
  { after, limit }: { after?: { at: Date; id: string } | undefined; limit: number },
) {
  const { personId, certificate, finishedAt } = exams;
  const newest = db
    .selectDistinctOn([personId], { personId, certificate, finishedAt })
    .from(exams)
    .where(isNotNull(certificate))
    .orderBy(personId, desc(finishedAt))
    .as("newest");
  const { name, suspendedAt } = people;
  const rows = await db
    .select({ personId: newest.personId, certificate: newest.certificate, name, suspendedAt })
    .from(newest)
    .innerJoin(people, eq(people.id, newest.personId))
    .where(
      after &&
        sql`(${newest.finishedAt}, ${newest.personId}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
    )
    .orderBy(desc(newest.finishedAt), desc(newest.personId))
    .limit(limit);
  return rows.flatMap(({ certificate, ...row }) =>
    certificate === null ? [] : [{ ...row, claims: decodeCertificate(certificate) }],
  );
}

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
