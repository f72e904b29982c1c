/** Who may do what on a case: four eyes, and nobody on their own report. The one place for it. */

import type { CaseAct, CaseView } from "../../utils/contract/case.ts";
import type { CaseState } from "../../utils/contract/case-state.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { Role } from "../../utils/contract/site.ts";

export interface CaseFacts {
  state: CaseState;
  /** Who asks; no role: an API key. */
  asker: { personId?: string; role?: Role };
  /** Everybody who ever reported the case, withdrawn reports included: a conflict of interest does not end. */
  reporters: readonly string[];
  /** Who made the waiting or disputed decision. */
  proposedBy?: string | undefined;
  /** Who refused it, so that a panel settles it. */
  refusedBy?: string | undefined;
  /** Whose voices about it are in. */
  voters?: readonly string[] | undefined;
}

export interface Acts {
  can: CaseAct[];
  cannot?: NonNullable<CaseView["cannot"]>;
}

/** What an open case waits for, and what helps to get there. */
const onOpen: readonly CaseAct[] = [
  ...(["approve", "reject", "recategorise", "escalate"] as const),
  ...(["ask", "ask-reviewers", "regroup"] as const),
];

export function actsOn(facts: CaseFacts): Acts {
  const { state, asker, reporters, proposedBy } = facts;
  if (asker.role === "panelist") return actsOfPanelist(facts);
  if (asker.role !== "supervisor") return { can: [], cannot: "role-forbidden" };
  if (isClosed(state)) return { can: [], cannot: "case-closed" };
  const own = proposedBy !== undefined && proposedBy === asker.personId;
  // Whoever reports a case after proposing can still take the proposal back, and nothing else.
  if (state !== "open" && own) return { can: ["undo"] };
  if (isOneOf(reporters, asker)) return { can: [], cannot: "own-report" };
  if (state === "open") return { can: [...onOpen] };
  if (state === "panel") return { can: [], cannot: "decision-waits" };
  return { can: isTainted(facts) ? ["refuse"] : ["confirm", "refuse"] };
}

/** Never one who reported, proposed or refused, and each once. */
function actsOfPanelist({ state, asker, reporters, proposedBy, refusedBy, voters = [] }: CaseFacts): Acts {
  if (state !== "panel") return { can: [], cannot: isClosed(state) ? "case-closed" : "role-forbidden" };
  if (isOneOf(reporters, asker)) return { can: [], cannot: "own-report" };
  if (asker.personId === proposedBy || asker.personId === refusedBy)
    return { can: [], cannot: "own-decision" };
  return isOneOf(voters, asker) ? { can: [], cannot: "already-voted" } : { can: ["vote"] };
}

export function isClosed(state: CaseState): boolean {
  return state === "approved" || state === "rejected" || state === "escalated";
}

function isOneOf(people: readonly string[], { personId }: CaseFacts["asker"]): boolean {
  return personId !== undefined && people.includes(personId);
}

/** A proposal by somebody who has reported the case meanwhile cannot be confirmed any more. */
export function isTainted({ proposedBy, reporters }: Pick<CaseFacts, "proposedBy" | "reporters">): boolean {
  return proposedBy !== undefined && reporters.includes(proposedBy);
}

/** The problem of an act that `actsOn` does not list. */
export function checkAct(act: CaseAct, facts: CaseFacts): Result<undefined> {
  const { can, cannot } = actsOn(facts);
  if (can.includes(act)) return ok(undefined);
  if (cannot) return fail(cannot);
  const answering = act === "confirm" || act === "refuse" || act === "undo";
  if (facts.state === "open" && answering) return fail("nothing-to-confirm");
  if (facts.state !== "open" && !answering)
    return fail("case-closed", "a decision waits for its confirmation");
  // Left: answering one's own proposal, taking back a colleague's, confirming a reporter's.
  if (act === "confirm" && facts.proposedBy !== facts.asker.personId)
    return fail("own-report", "of the one who proposed");
  return act === "undo"
    ? fail("role-forbidden", "a colleague's decision is refused, not undone")
    : fail("own-decision");
}
