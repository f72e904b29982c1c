/** Vloggers' verdicts on cases. */

import { and, eq } from "drizzle-orm";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { ReviewInput } from "../../utils/contract/review.ts";
import { digestJson } from "../../utils/seal/digest.ts";
import { checkReviewable } from "../rules/reviewable.ts";
import { readReporterIds } from "./case-reads.ts";
import { lockFound, restate, saveAct } from "./case-writes.ts";
import type { Actor } from "./decide.ts";
import { reviews } from "./schema/index.ts";
import type { Ref } from "./scope.ts";
import type { Db } from "./store.ts";

type Review = typeof reviews.$inferSelect;

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
    const allowed = checkReviewable({ ...row, ownReport, reviewed });
    if (!allowed.ok) return allowed;
    const unasked = { confidence: null, elements: {}, localContext: null, weight: 0 };
    const review: Review = { ...input, ...unasked, caseId: row.id, personId: actor.personId, at, digest };
    await tx.insert(reviews).values(review);
    await saveAct(tx, restate(row, {}), {
      ...{ at, by: actor.name, device: actor.deviceId, act: "review-received" },
      detail: { review: review.id, verdict: review.verdict, digest },
    });
    return ok(review);
  });
}
