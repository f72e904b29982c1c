/** Destroys the content of a case decided to be child sexual abuse material. */

import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { SelfReviewAnswer } from "../../../utils/shared/contract/review.ts";
import { keptFields } from "../../../utils/shared/policy/no-pixels.ts";
import { readCaseAndMerged } from "../../audit-log/store/merged-cases.ts";
import type { WrittenRows } from "../../audit-log/store/row-states.ts";
import {
  caseSubjects,
  cases,
  checks,
  goldenCases,
  linkLooks,
  reports,
  requestItems,
  reviews,
  selfReviews,
} from "../../db/schema/index.ts";
import { areCases, rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { readHolds } from "./case-reads.ts";
import { lockCase, saveWithLog, withDerived } from "./case-writes.ts";
import { emptyNotes } from "./notes.ts";
import { redactReports } from "./redact-reports.ts";
import { clearSimilarity } from "./similar-texts.ts";

/** Reports held in memory at a time; a case can have thousands. */
const batchRows = 2_000;

const by = "no-pixels";
const rule = "PORNO_ANAK/no-pixels";

/**
 * Removes everything but identity and times, in the transaction of the decision. Does nothing under a legal
 * hold: the case is withheld, and releasing its last hold calls this again.
 * `removeCaseFiles` then removes the bytes; the hourly deletion does so at the latest, because the file rows
 * remain.
 */
export async function destroyContent(tx: Db, caseId: string, at: Date): Promise<void> {
  if ((await readHolds(tx, caseId)).length > 0) return;
  const ofCase = rowsOfCase(reports, caseId);
  await tx
    .update(reports)
    .set({ forgottenAt: at })
    .where(and(ofCase, isNull(reports.forgottenAt)));
  // Verdicts stay; words, elements and timecodes describe what was seen.
  const unsaid = { reason: "", timecodes: [], elements: {}, localContext: null };
  const unsaidReviews = await tx
    .update(reviews)
    .set(unsaid)
    .where(rowsOfCase(reviews, caseId))
    .returning({ id: reviews.id });
  await tx.update(linkLooks).set({ host: "", note: null }).where(rowsOfCase(linkLooks, caseId));
  const ended = sql`coalesce(${goldenCases.endedAt}, ${at.toISOString()}::timestamptz)`;
  await tx.update(goldenCases).set({ why: "", endedAt: ended }).where(rowsOfCase(goldenCases, caseId));
  let rows: WrittenRows = {
    ...(await redactRequests(tx, caseId, at)),
    reviews: idsOf(unsaidReviews),
    case_notes: await emptyNotes(tx, caseId),
  };
  await emptySelfReviews(tx, caseId);
  await clearSimilarity(tx, caseId);
  await tx
    .update(cases)
    .set({ author: null, title: null, excerpt: null })
    .where(areCases(await readCaseAndMerged(tx, caseId)));
  for (;;) {
    const batch = await tx
      .select()
      .from(reports)
      .where(and(ofCase, isNull(reports.evidenceDeletedAt)))
      .limit(batchRows);
    const row = await lockCase(tx, caseId);
    if (!row) return;
    if (batch.length === 0) {
      // The reports were emptied earlier.
      if (Object.values(rows).some((ids) => ids.length > 0))
        await saveWithLog(tx, withDerived(row, {}), {
          at,
          by,
          act: "content-destroyed",
          detail: { rule },
          rows,
        });
      return;
    }
    await redactReports(tx, row, batch, { at, by, rule, fields: keptFields, rows });
    rows = {};
  }
}

/** Answers without timecodes and notes, which describe what was seen. */
export function withoutTimecodes(answers: readonly SelfReviewAnswer[]): SelfReviewAnswer[] {
  return answers.map((answer) => ({ ...answer, timecodes: [] }));
}

/** Vloggers' own checks of the post keep their answers and results. */
async function emptySelfReviews(tx: Db, caseId: string): Promise<void> {
  const subjects = tx
    .select({ subject: caseSubjects.subject })
    .from(caseSubjects)
    .where(eq(caseSubjects.caseId, caseId));
  const found = await tx.select().from(selfReviews).where(inArray(selfReviews.subject, subjects));
  for (const { id, answers } of found)
    await tx
      .update(selfReviews)
      .set({ title: null, answers: withoutTimecodes(answers) })
      .where(eq(selfReviews.id, id));
}

/**
 * Deletes notes that people wrote after the letter, and what outcome checks saw. That a check was made, and
 * when, stays.
 */
async function redactRequests(tx: Db, caseId: string, at: Date): Promise<WrittenRows> {
  const items = tx.select({ id: requestItems.id }).from(requestItems).where(rowsOfCase(requestItems, caseId));
  const proof = sql`${checks.proof} - 'title' - 'picture' - 'covered'`;
  const pictureDeletedAt = sql`case when ${checks.pictureFile} is not null
    then coalesce(${checks.pictureDeletedAt}, ${at.toISOString()}::timestamptz) end`;
  // The seal covers the removed fields.
  const looks = await tx
    .update(checks)
    .set({ proof, pictureDeletedAt, seal: null, note: null })
    .where(inArray(checks.itemId, items))
    .returning({ id: checks.id });
  const asked = await tx
    .update(requestItems)
    .set({ outcomeNote: null })
    .where(rowsOfCase(requestItems, caseId))
    .returning({ id: requestItems.id });
  return { checks: idsOf(looks), request_items: idsOf(asked) };
}

function idsOf(rows: readonly { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
