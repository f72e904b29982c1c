/** When a piece of evidence is to be deleted. */

import type { CaseState } from "../../utils/contract/case-state.ts";
import type { CategoryCode } from "../../utils/contract/category.ts";
import type { Outcome, RetentionPolicy } from "../../utils/policy/retention.ts";

const dayMs = 86_400_000;

export interface KeptReport {
  /** The report's own. */
  reported: CategoryCode;
  receivedAt: Date;
  withdrawnAt: Date | null;
  /** The case's. */
  category: CategoryCode;
  state: CaseState;
  /** When its newest decision was confirmed. */
  decidedAt: Date | null;
}

export interface Due {
  /** Such as `JUDI/approved/1825`: what the log names. */
  rule: string;
  at: Date;
}

/** Undefined where the policy keeps it until something else happens. */
export function dueOf(report: KeptReport, policy: RetentionPolicy): Due | undefined {
  const { category, outcome, since } = outcomeOf(report);
  const days = policy[category][outcome];
  if (days === null) return undefined;
  return { rule: `${category}/${outcome}/${days}`, at: new Date(since.getTime() + days * dayMs) };
}

const outcomes = {
  open: "open",
  proposed: "open",
  panel: "open",
  approved: "approved",
  // What another agency works on is kept like what the platform was asked to take down.
  escalated: "approved",
  rejected: "rejected",
} as const satisfies Record<KeptReport["state"], Outcome>;

/** A report that came after the decision is counted from its own arrival: nobody has looked at it before. */
function outcomeOf(report: KeptReport): { category: CategoryCode; outcome: Outcome; since: Date } {
  const { reported, receivedAt, withdrawnAt, category, state, decidedAt } = report;
  if (withdrawnAt) return { category: reported, outcome: "withdrawn", since: withdrawnAt };
  const outcome = outcomes[state];
  const since = outcome !== "open" && decidedAt && decidedAt > receivedAt ? decidedAt : receivedAt;
  return { category, outcome, since };
}
