/** Derives from an item's outcome checks whether the ministry has proven that the request was carried out. */

import type { CheckLocation, ContentState, ItemOutcome } from "../../utils/shared/contract/request-state.ts";
import { effectOf, isAsRequested, type RequestedAction } from "../../utils/shared/policy/request-effect.ts";

export interface ProvingCheck {
  id: string;
  at: Date;
  lookedAt: Date | null;
  seen: ContentState;
  seenFrom: CheckLocation;
}

/** Both are null if nothing is proven. */
export interface OwnProof {
  provenAt: Date | null;
  provenCheck: string | null;
}

const unproven: OwnProof = { provenAt: null, provenCheck: null };

/**
 * The first sealed check from Indonesia since sending that found the content as requested. A later one that
 * found anything else cancels it, until the decision is reversed; `unknown` neither proves nor cancels. `checks` may be
 * in any order.
 */
export function deriveProof(
  request: RequestedAction & { sentAt: Date | null; reversedAt?: Date | null },
  checks: readonly ProvingCheck[],
): OwnProof {
  const { sentAt, reversedAt } = request;
  if (sentAt === null) return unproven;
  // Content that was gone before sending proves nothing about the platform.
  const isSince = ({ at, lookedAt }: ProvingCheck) =>
    at >= sentAt && lookedAt !== null && lookedAt >= sentAt && !(reversedAt && at > reversedAt);
  const counted = checks
    .filter((check) => check.seenFrom === "indonesia" && check.seen !== "unknown" && isSince(check))
    .sort((one, other) => one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1));
  let proof = unproven;
  for (const { id, at, seen } of counted) {
    if (!isAsRequested(request, seen)) proof = unproven;
    else if (proof.provenAt === null) proof = { provenAt: at, provenCheck: id };
  }
  return proof;
}

/** True if this state of the content shows that the platform's answer is not so. */
export function refutes(request: RequestedAction, outcome: ItemOutcome, seen: ContentState): boolean {
  const effect = effectOf(request, seen);
  // `less`: withheld in Indonesia although removal was requested. The answer for that is `restricted`.
  const isThere = effect === "none" || effect === "less";
  if (outcome === "acted") return isThere;
  if (outcome !== "gone" && outcome !== "not-found") return false;
  return request.kind === "order" && (seen === "available" || isThere);
}

/**
 * An answer that a sealed check from Indonesia refuted, before the reversal, is no answer any more. That the platform
 * acted is refuted by a check since the answer; that there was nothing to act on, by any since sending.
 */
export function isRefuted(
  request: RequestedAction & { sentAt: Date | null; reversedAt?: Date | null },
  { outcome, outcomeAt }: { outcome: ItemOutcome; outcomeAt: Date | null },
  checks: readonly ProvingCheck[],
): boolean {
  if (outcomeAt === null) return false;
  const { sentAt, reversedAt } = request;
  const since = outcome === "acted" ? outcomeAt : (sentAt ?? outcomeAt);
  return checks.some(
    ({ at, lookedAt, seen, seenFrom }) =>
      seenFrom === "indonesia" &&
      lookedAt !== null &&
      lookedAt >= since &&
      !(reversedAt && at > reversedAt) &&
      refutes(request, outcome, seen),
  );
}
