/** Vloggers' reviews of cases. */

import { and, eq } from "drizzle-orm";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { ReviewInput } from "../../../utils/shared/contract/review.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { lockInScope, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref, UnitScope } from "../../core/scope.ts";
import { assignments, reviews } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { findGolden, gradeGolden } from "./grades.ts";
import { checkTask, lockTask } from "./tasks.ts";
import { readWeight } from "./voice-weight.ts";

type Review = typeof reviews.$inferSelect;

/**
 * Stores the review of a person to whom the case was assigned; others get `not-found`. Idempotent.
 * A review of a golden task is not part of the case: it is not logged and does not change the version.
 */
export async function addReview(
  db: Db,
  ref: Ref<UnitScope>,
  input: ReviewInput,
  actor: Actor,
  at: Date,
): Promise<Result<Review>> {
  return db.transaction(async (tx) => {
    const row = await lockInScope(tx, ref);
    if (!row) return fail("not-found");
    if (row.mergedInto) return fail("case-changed", undefined, "now");
    const digestOf = (caseId: string) => digestJson({ caseId, ...said(input) });
    const [earlier] = await tx.select().from(reviews).where(eq(reviews.id, input.id));
    const task = await lockTask(tx, row.id, actor.personId);
    if (!task) return fail("not-found");
    if (earlier) {
      // The case may have been merged into another since.
      const same = [await digestOf(ref.id), await digestOf(row.id)].includes(earlier.digest);
      return same && earlier.personId === actor.personId
        ? ok(earlier)
        : fail("conflict", "another review has this id");
    }
    const own = and(eq(reviews.caseId, row.id), eq(reviews.personId, actor.personId));
    if ((await tx.select({ id: reviews.id }).from(reviews).where(own)).length > 0)
      return fail("already-reviewed");
    const open = await checkTask(tx, row, task);
    if (!open.ok) return open;
    const digest = await digestOf(row.id);
    const review: Review = {
      ...input,
      confidence: input.confidence ?? null,
      elements: input.elements ?? {},
      localContext: input.localContext ?? null,
      weight: await readWeight(tx, actor.personId),
      caseId: row.id,
      personId: actor.personId,
      at,
      digest,
      trial: task.golden,
    };
    await tx.insert(reviews).values(review);
    await tx
      .update(assignments)
      .set({ reviewedAt: at, claimedUntil: null, claimedBy: null })
      .where(and(eq(assignments.caseId, row.id), eq(assignments.personId, actor.personId)));
    // Marks the reviewer and leaves the case unchanged.
    if (task.golden) {
      const golden = await findGolden(tx, row.id);
      if (golden) await gradeGolden(tx, review, golden);
      return ok(review);
    }
    await saveWithLog(tx, withDerived(row, {}), {
      at,
      by: actor.name,
      device: actor.deviceId,
      act: "review-received",
      rows: { reviews: [review.id] },
      detail: { review: review.id, verdict: review.verdict, digest },
    });
    return ok(review);
  });
}

/** Drops empty answers, which the row cannot distinguish from missing ones. */
function said({ elements, ...input }: ReviewInput): ReviewInput {
  return elements && Object.keys(elements).length > 0 ? { ...input, elements } : input;
}
