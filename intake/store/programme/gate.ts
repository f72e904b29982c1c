/** Who may review: vloggers whose certificate counts. */

import { desc, isNotNull } from "drizzle-orm";
import { fail, ok, type Result } from "../../../utils/contract/result.ts";
import { decodeCertificate } from "../../../utils/seal/certificate.ts";
import { lackingIn } from "../../programme/standing.ts";
import { exams } from "../schema/index.ts";
import type { Db } from "../store.ts";
import { readCertificate } from "./certificates.ts";

/** `certificate-needed`: nothing was passed, or a lesson changed in substance since; the detail names what is lacking. */
export async function mayReview(db: Db, personId: string): Promise<Result<undefined>> {
  const lacking = (await readCertificate(db, personId))?.lacking ?? lackingIn({});
  return lacking.length === 0 ? ok(undefined) : fail("certificate-needed", lacking.join(", "));
}

/** Ids of everybody whose newest certificate lacks nothing. */
export async function readCertified(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectDistinctOn([exams.personId], { personId: exams.personId, certificate: exams.certificate })
    .from(exams)
    .where(isNotNull(exams.certificate))
    .orderBy(exams.personId, desc(exams.finishedAt));
  const counts = rows.filter(
    ({ certificate }) => certificate && lackingIn(decodeCertificate(certificate).lessons).length === 0,
  );
  return new Set(counts.map(({ personId }) => personId));
}
