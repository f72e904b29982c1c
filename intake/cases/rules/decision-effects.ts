/** Effects of a decision on its case: while waiting, when confirmed, and when refused or undone. */

import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { DecisionView } from "../../../utils/shared/contract/decision.ts";

type Act = DecisionView["act"];

export interface Effect {
  state: CaseState;
  proposedCategory: CategoryCode | null;
}

export interface FinalEffect extends Effect {
  decidedCategory: CategoryCode | null;
  decidedAt: Date | null;
}

/** A proposed category takes effect at once if it withholds the case's content. */
export function effectWhileWaiting(category: CategoryCode | null): Effect {
  return { state: "proposed", proposedCategory: category };
}

/** Refused or undone: the case is open again, or keeps the decision that was to be reversed. */
export function effectInForce(standing: { act: Act } | undefined): Effect {
  return { state: standing ? states[standing.act] : "open", proposedCategory: null };
}

/** A decision without a category keeps the category decided before. */
export function effectWhenConfirmed(
  { act, category }: { act: Act; category: CategoryCode | null },
  before: Pick<FinalEffect, "decidedCategory" | "decidedAt">,
  at: Date,
): FinalEffect {
  return {
    state: states[act],
    proposedCategory: null,
    decidedCategory: category ?? before.decidedCategory,
    decidedAt: closesCase(act) ? at : before.decidedAt,
  };
}

/** False for a change of category, which leaves the case open. */
export function closesCase(act: Act): boolean {
  return states[act] !== "open";
}

const states = {
  approve: "approved",
  reject: "rejected",
  escalate: "escalated",
  recategorise: "open",
} as const satisfies Record<Act, CaseState>;
