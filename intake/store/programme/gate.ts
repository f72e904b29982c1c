/** Who may review: vloggers who passed the exam about the lessons as they stand today. */

import { and, desc, eq } from "drizzle-orm";
import { fail, ok, type Result } from "../../../utils/contract/result.ts";
import { lessons } from "../../../utils/policy/lessons/index.ts";
import { exams } from "../schema/index.ts";
import type { Db } from "../store.ts";

type Editions = typeof exams.$inferSelect.editions;

/** `certificate-needed`: nothing was passed, or a lesson changed in substance since; the detail names what is lacking. */
export async function mayReview(db: Db, personId: string): Promise<Result<undefined>> {
  const [newest] = await db
    .select({ editions: exams.editions })
    .from(exams)
    .where(and(eq(exams.personId, personId), eq(exams.passed, true)))
    .orderBy(desc(exams.finishedAt))
    .limit(1);
  const lacking = lackingIn(newest?.editions);
  return lacking.length === 0 ? ok(undefined) : fail("certificate-needed", lacking.join(", "));
}

/** Ids of everybody whose newest certificate lacks nothing. */
export async function readCertified(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectDistinctOn([exams.personId], { personId: exams.personId, editions: exams.editions })
    .from(exams)
    .where(eq(exams.passed, true))
    .orderBy(exams.personId, desc(exams.finishedAt));
  return new Set(
    rows.filter(({ editions }) => lackingIn(editions).length === 0).map(({ personId }) => personId),
  );
}

function lackingIn(editions: Editions | undefined): string[] {
  return lessons.filter(({ id, edition }) => editions?.[id] !== edition).map(({ id }) => id);
}
