/** Vloggers' reviews of cases. */

import { and, eq } from "drizzle-orm";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { ReviewInput } from "../../../utils/shared/contract/review.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { lockInScope, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref, UnitScope } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { assignments, reviews } from "../../db/schema/index.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { findGolden, gradeGolden } from "./mark-verdicts.ts";
import { checkTask, lockTask, type Task } from "./tasks.ts";
import { readWeight } from "./vloggers.ts";

type Review = typeof reviews.$inferSelect;

/**
 * Stores the review of a person to whom the case was assigned; others get `not-found`. Idempotent.
 * A review of a golden task is not part of the case: it is not logged and does not change the version.
 */
export async function addReview(
  db: Db,
  ref: Ref<UnitScope>,
  input: ReviewInput,
  { actor, at }: { actor: Actor; at: Date },
): Promise<Result<Review>> {
  return db.transaction(async (tx) => {
    const { personId } = actor;
    const locked = await lockAssigned(tx, ref, personId);
    if (!locked.ok) return locked;
    const { row, task } = locked.value;
    const digest = await digestOf(row.id, input);
    const earlier = await findReview(tx, input.id);
    // The case may have been merged into another since.
    const digests = [digest, await digestOf(ref.id, input)];
    if (earlier) return repeat(earlier, digests, personId);
    if (await hasReviewed(tx, row.id, personId)) return fail("already-reviewed");
    const open = await checkTask(tx, row, task);
    if (!open.ok) return open;
    const review: Review = {
      ...input,
      confidence: input.confidence ?? null,
      elements: input.elements ?? {},
      localContext: input.localContext ?? null,
      weight: await readWeight(tx, personId),
      caseId: row.id,
      spot: row.spot,
      personId,
      at,
      digest,
      trial: task.golden,
    };
    await tx.insert(reviews).values(review);
    await tx
      .update(assignments)
      .set({ reviewedAt: at, claimedUntil: null, claimedBy: null })
      .where(and(rowsOfCase(assignments, row.id), eq(assignments.personId, personId)));
    await (task.golden ? markTrial(tx, review) : logReview(tx, row, review, actor));
    return ok(review);
  });
}

async function lockAssigned(
  tx: Db,
  ref: Ref<UnitScope>,
  personId: string,
): Promise<Result<{ row: CaseRecord; task: Task }>> {
  const row = await lockInScope(tx, ref);
  if (!row) return fail("not-found");
  if (row.mergedInto) return fail("case-changed", undefined, "now");
  const task = await lockTask(tx, row.id, personId);
  return task ? ok({ row, task }) : fail("not-found");
}

async function findReview(tx: Db, id: string): Promise<Review | undefined> {
  return (await tx.select().from(reviews).where(eq(reviews.id, id)))[0];
}

function repeat(earlier: Review, digests: readonly string[], personId: string): Result<Review> {
  const isSame = digests.includes(earlier.digest) && earlier.personId === personId;
  return isSame ? ok(earlier) : fail("conflict", "another review has this id");
}

async function hasReviewed(tx: Db, caseId: string, personId: string): Promise<boolean> {
  const own = and(rowsOfCase(reviews, caseId), eq(reviews.personId, personId));
  return (await tx.select({ id: reviews.id }).from(reviews).where(own)).length > 0;
}

/** Marks the reviewer and leaves the case unchanged. */
async function markTrial(tx: Db, review: Review): Promise<void> {
  const golden = await findGolden(tx, review.caseId);
  if (golden) await gradeGolden(tx, review, golden);
}

async function logReview(tx: Db, row: CaseRecord, review: Review, actor: Actor): Promise<void> {
  await saveWithLog(tx, withDerived(row, {}), {
    at: review.at,
    by: actor.name,
    device: actor.deviceId,
    act: "review-received",
    rows: { reviews: [review.id] },
    detail: { review: review.id, verdict: review.verdict, digest: review.digest },
  });
}

function digestOf(caseId: string, input: ReviewInput): Promise<string> {
  return digestJson({ caseId, ...said(input) });
}

/** Drops empty answers, which the row cannot distinguish from missing ones. */
function said({ elements, ...input }: ReviewInput): ReviewInput {
  return elements && Object.keys(elements).length > 0 ? { ...input, elements } : input;
}
