/** Who may review: vloggers whose certificate counts. */

import { desc, isNotNull } from "drizzle-orm";
import type { LessonId } from "../../../utils/contract/lesson.ts";
import { fail, ok, type Result } from "../../../utils/contract/result.ts";
import { decodeCertificate } from "../../../utils/seal/certificate.ts";
import { lackingIn } from "../../programme/standing.ts";
import { exams } from "../schema/index.ts";
import type { Db } from "../store.ts";
import { readCertificate } from "./certificates.ts";
import { readTaught } from "./taught.ts";

/** `certificate-needed`: nothing was passed, or a lesson changed in substance since; the detail names what is lacking. */
export async function mayReview(db: Db, personId: string): Promise<Result<undefined>> {
  const lacking = (await readCertificate(db, personId))?.lacking ?? lackingIn(await readTaught(db), {});
  return lacking.length === 0 ? ok(undefined) : fail("certificate-needed", lacking.join(", "));
}

/** Ids of everybody whose newest certificate lacks nothing. */
export async function readCertified(db: Db): Promise<ReadonlySet<string>> {
  const [lessons, vouched] = [await readTaught(db), await readVouched(db)];
  const counts = vouched.filter(({ editions }) => lackingIn(lessons, editions).length === 0);
  return new Set(counts.map(({ personId }) => personId));
}

/** By lesson: the people whose certificate counts for it today and would not with these editions. */
export async function countLapsing(
  db: Db,
  next: Readonly<Record<LessonId, number>>,
): Promise<Partial<Record<LessonId, number>>> {
  const [lessons, vouched] = [await readTaught(db), await readVouched(db)];
  const changed = lessons.filter(({ id, edition }) => next[id] !== edition);
  return Object.fromEntries(
    changed.map(({ id, edition }) => [id, vouched.filter(({ editions }) => editions[id] === edition).length]),
  );
}

/** What the newest certificate of each person vouches for. */
async function readVouched(db: Db) {
  const rows = await db
    .selectDistinctOn([exams.personId], { personId: exams.personId, certificate: exams.certificate })
    .from(exams)
    .where(isNotNull(exams.certificate))
    .orderBy(exams.personId, desc(exams.finishedAt));
  return rows.map(({ personId, certificate }) => {
    const editions: Readonly<Record<string, number>> = certificate
      ? decodeCertificate(certificate).lessons
      : {};
    return { personId, editions };
  });
}
