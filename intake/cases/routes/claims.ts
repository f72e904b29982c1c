import type { ClaimView } from "../../../utils/shared/contract/claim.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { type Claim, releaseClaim, takeClaim } from "../store/claims.ts";

export const claimCase: Handler<"claimCase"> = async (intake, { caller, scope, params, body, at }) => {
  const { db } = intake.store;
  const ref = { id: params.id, scope };
  const held =
    body.act === "take" ? await takeClaim(db, ref, caller, at) : await releaseClaim(db, ref, caller);
  return held.ok ? ok(toClaimView(held.value, caller.personId)) : held;
};

/** `personId` of the caller; undefined for another system. */
export function toClaimView(claim: Claim | undefined, personId: string | undefined): { claim?: ClaimView } {
  if (!claim) return {};
  return { claim: { by: claim.by, own: claim.personId === personId, until: claim.until.toISOString() } };
}
