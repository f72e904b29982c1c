/** What a decision does to its case: while it waits, when it stands, and when it does not. */

import type { CaseState } from "../../utils/contract/case-state.ts";
import type { CategoryCode } from "../../utils/contract/category.ts";
import type { DecisionView } from "../../utils/contract/decision.ts";

type Act = DecisionView["act"];

export interface Effect {
  state: CaseState;
  proposedCategory: CategoryCode | null;
}

export interface FinalEffect extends Effect {
  decidedCategory: CategoryCode | null;
  decidedAt: Date | null;
}

/** Its category counts at once where it withholds what the case shows. */
export function whileWaiting(category: CategoryCode | null): Effect {
  return { state: "proposed", proposedCategory: category };
}

/** Refused for good, or taken back: the case is open, or stands on what was to be reversed. */
export function asBefore(standing: { act: Act } | undefined): Effect {
  return { state: standing ? states[standing.act] : "open", proposedCategory: null };
}

/** The category set before stays where the decision names none: a case has one, set by decision. */
export function onceConfirmed(
  { act, category }: { act: Act; category: CategoryCode | null },
  before: Pick<FinalEffect, "decidedCategory" | "decidedAt">,
  at: Date,
): FinalEffect {
  return {
    state: states[act],
    proposedCategory: null,
    decidedCategory: category ?? before.decidedCategory,
    decidedAt: closes(act) ? at : before.decidedAt,
  };
}

/** Another category leaves the case open. */
export function closes(act: Act): boolean {
  return states[act] !== "open";
}

const states = {
  approve: "approved",
  reject: "rejected",
  escalate: "escalated",
  recategorise: "open",
} as const satisfies Record<Act, CaseState>;
