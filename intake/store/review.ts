/** Vloggers' verdicts on cases and the checks of their own videos. */

import { and, desc, eq, lt, or } from "drizzle-orm";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { ReviewInput, SelfReviewInput } from "../../utils/contract/review.ts";
import { digestJson } from "../../utils/seal/digest.ts";
import { checkReviewable } from "../rules/reviewable.ts";
import { readReporterIds } from "./case-reads.ts";
import { lockFound, restate, saveAct } from "./case-writes.ts";
import type { Actor } from "./decide.ts";
import { findGolden, markGolden } from "./programme/marks.ts";
import { readWeight } from "./programme/weight.ts";
import { reviews, selfReviews } from "./schema/index.ts";
import type { OwnScope, Ref } from "./scope.ts";
import type { Db } from "./store.ts";

type Review = typeof reviews.$inferSelect;
export type SelfReview = typeof selfReviews.$inferSelect;

export async function addReview(
  db: Db,
  ref: Ref,
  input: ReviewInput,
  actor: Actor,
  at: Date,
): Promise<Result<Review>> {
  const digest = await digestJson({ caseId: ref.id, ...input });
  return db.transaction(async (tx) => {
    const row = await lockFound(tx, ref);
    if (!row) return fail("not-found");
    if (row.mergedInto) return fail("case-changed", undefined, "now");
    const [earlier] = await tx.select().from(reviews).where(eq(reviews.id, input.id));
    if (earlier) {
      const same = earlier.digest === digest && earlier.personId === actor.personId;
      return same ? ok(earlier) : fail("conflict", "another review has this id");
    }
    const own = and(eq(reviews.caseId, row.id), eq(reviews.personId, actor.personId));
    const reviewed = (await tx.select({ id: reviews.id }).from(reviews).where(own)).length > 0;
    const ownReport = (await readReporterIds(tx, row.id)).includes(actor.personId);
    const golden = await findGolden(tx, row.id);
    const allowed = checkReviewable({ ...row, ownReport, reviewed, golden: golden !== undefined });
    if (!allowed.ok) return allowed;
    const weight = await readWeight(tx, actor.personId);
    const unasked = { confidence: null, elements: {}, localContext: null, weight };
    const review: Review = { ...input, ...unasked, caseId: row.id, personId: actor.personId, at, digest };
    await tx.insert(reviews).values(review);
    // By which the reviewer is tried, and which is no part of the case.
    if (golden) {
      await markGolden(tx, review, golden);
      return ok(review);
    }
    await saveAct(tx, restate(row, {}), {
      ...{ at, by: actor.name, device: actor.deviceId, act: "review-received" },
      detail: { review: review.id, verdict: review.verdict, digest },
    });
    return ok(review);
  });
}

export async function addSelfReview(
  db: Db,
  input: SelfReviewInput,
  actor: Actor,
  at: Date,
): Promise<Result<SelfReview>> {
  const digest = await digestJson(input);
  const values: SelfReview = {
    ...input,
    ...{ title: input.title ?? null, open: false, personId: actor.personId, at, digest },
  };
  const [made] = await db.insert(selfReviews).values(values).onConflictDoNothing().returning();
  if (made) return ok(made);
  const [earlier] = await db.select().from(selfReviews).where(eq(selfReviews.id, input.id));
  if (earlier?.digest === digest && earlier.personId === actor.personId) return ok(earlier);
  return fail("conflict", "another check has this id");
}

/** Newest first; one row more than the limit when there are more. */
export function readSelfReviews(
  db: Db,
  { personId }: OwnScope,
  { after, limit }: { after?: { at: Date; id: string } | undefined; limit: number },
): Promise<SelfReview[]> {
  const older =
    after &&
    or(lt(selfReviews.at, after.at), and(eq(selfReviews.at, after.at), lt(selfReviews.id, after.id)));
  return db
    .select()
    .from(selfReviews)
    .where(and(eq(selfReviews.personId, personId), older))
    .orderBy(desc(selfReviews.at), desc(selfReviews.id))
    .limit(limit + 1);
}
