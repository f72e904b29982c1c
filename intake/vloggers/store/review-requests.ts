import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { checkAct } from "../../cases/rules/allowed-acts.ts";
import { checkReviewable } from "../../cases/rules/reviewable.ts";
import { readActFacts } from "../../cases/store/case-facts.ts";
import { lockInScope, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import type { Db } from "../../db/store.ts";

/**
 * Moves the case to the front of the review queue. Idempotent. Problem: `not-reviewable` if reviewers may not
 * see the case.
 */
export function askForReview(
  db: Db,
  ref: Ref,
  reason: string,
  { actor, at }: { actor: Actor; at: Date },
): Promise<Result<undefined>> {
  return db.transaction(async (tx) => {
    const row = await lockInScope(tx, ref);
    if (!row) return fail("not-found");
    if (row.mergedInto) return fail("case-changed", undefined, "now");
    const allowed = checkAct("ask-reviewers", { ...(await readActFacts(tx, row)), asker: actor });
    if (!allowed.ok) return allowed;
    const reviewable = checkReviewable(row);
    if (!reviewable.ok) return reviewable;
    if (row.reviewAskedAt) return ok(undefined);
    await saveWithLog(tx, withDerived(row, { reviewAskedAt: at }), {
      at,
      by: actor.name,
      device: actor.deviceId,
      act: "review-asked",
      detail: { reasonDigest: await digestJson(reason) },
    });
    return ok(undefined);
  });
}
