/** Computes when evidence is to be deleted. */

import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Outcome, RetentionPolicy } from "../../../utils/shared/policy/retention.ts";

export const dayMs = 86_400_000;

export interface KeptReport {
  reported: CategoryCode;
  receivedAt: Date;
  withdrawnAt: Date | null;
  /** A decision that waits or is in force names it as its evidence. Only read if it is withdrawn. */
  isFrozen: boolean;
  category: CategoryCode;
  state: CaseState;
  /** When the case's newest decision was confirmed. */
  decidedAt: Date | null;
  /** When another case was last merged into the case. */
  mergedAt?: Date | undefined;
}

export interface DeletionDue {
  /** For example `JUDI/approved/1825`, as in the log. */
  rule: string;
  at: Date;
}

/** Returns undefined if the policy sets no time for this outcome. */
export function deletionDue(report: KeptReport, policy: RetentionPolicy): DeletionDue | undefined {
  const { category, outcome, since } = outcomeOf(report);
  const days = policy[category][outcome];
  if (days === null) return undefined;
  return { rule: `${category}/${outcome}/${days}`, at: new Date(since.getTime() + days * dayMs) };
}

/** Which of the policy's periods applies to a report that is not withdrawn. */
export const outcomes = {
  open: "open",
  proposed: "open",
  panel: "open",
  approved: "approved",
  // Referred cases are kept as long as approved ones.
  escalated: "approved",
  rejected: "rejected",
} as const satisfies Record<KeptReport["state"], Outcome>;

/**
 * A withdrawal frees the evidence, unless two people decided on it: then it is kept as long as their decision needs it.
 * For a report received after the decision, the time counts from its receipt, because no one has reviewed it;
 * after a merge from the merge, because one of the two cases may have been undecided.
 */
function outcomeOf(report: KeptReport): { category: CategoryCode; outcome: Outcome; since: Date } {
  const { reported, receivedAt, withdrawnAt, isFrozen, category, state, decidedAt, mergedAt } = report;
  if (withdrawnAt && !isFrozen) return { category: reported, outcome: "withdrawn", since: withdrawnAt };
  const outcome = outcomes[state];
  const times = outcome === "open" ? [] : [decidedAt ?? receivedAt, mergedAt ?? receivedAt];
  const since = new Date(Math.max(receivedAt.getTime(), ...times.map((at) => at.getTime())));
  return { category, outcome, since };
}
