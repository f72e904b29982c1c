/** Who may do what on a case: four eyes, and nobody on their own report. The one place for it. */

import type { CaseAct, CaseView } from "../../utils/contract/case.ts";
import type { CaseState } from "../../utils/contract/case-state.ts";
import type { DecisionView } from "../../utils/contract/decision.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { Role } from "../../utils/contract/site.ts";

export interface CaseFacts {
  state: CaseState;
  /** Who asks; no role: an API key. */
  asker: { personId?: string; role?: Role };
  /**
   * Everybody who ever reported the case, withdrawn reports included, and who invited them or was invited by them: a
   * conflict of interest does not end.
   */
  reporters: readonly string[];
  /** Who made the waiting or disputed decision. */
  proposedBy?: string | undefined;
  /** People who invited the proposer or were invited by them. */
  proposerTies?: readonly string[] | undefined;
  /** Who refused it, so that a panel settles it. */
  refusedBy?: string | undefined;
  /** Whose voices about it are in. */
  voters?: readonly string[] | undefined;
  /** The decision that a closed case stands on, or that the waiting one is to take back. */
  standing?: Standing | undefined;
  /** Whoever proposed, answered or gave a voice about a decision on the case that took effect. */
  parties?: readonly string[] | undefined;
}

export interface Standing {
  id: string;
  act: DecisionView["act"];
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
  if (asker.role !== "supervisor") return none("role-forbidden");
  if (isClosed(state)) return mayReverse(facts) ? { can: ["reverse"] } : none("case-closed");
  // Whoever reports a case after proposing can still take the proposal back, and nothing else.
  if (state !== "open" && isOneOf([proposedBy], asker)) return { can: ["undo"] };
  if (isOneOf(reporters, asker)) return none("own-report");
  if (state === "open") return { can: [...onOpen] };
  if (isOneOf(facts.proposerTies, asker)) return none("own-decision");
  if (tookPart(facts)) return none("took-part");
  if (state === "panel") return none("decision-waits");
  return { can: isTainted(facts) ? ["refuse"] : ["confirm", "refuse"] };
}

function none(cannot: NonNullable<Acts["cannot"]>): Acts {
  return { can: [], cannot };
}

/** Never one who reported, proposed or refused, and each once. */
function actsOfPanelist(facts: CaseFacts): Acts {
  const { state, asker, reporters, proposedBy, proposerTies, refusedBy, voters } = facts;
  if (state !== "panel") return none(isClosed(state) ? "case-closed" : "role-forbidden");
  if (isOneOf(reporters, asker)) return none("own-report");
  if (isOneOf([proposedBy, refusedBy], asker) || isOneOf(proposerTies, asker)) return none("own-decision");
  if (tookPart(facts)) return none("took-part");
  return isOneOf(voters, asker) ? none("already-voted") : { can: ["vote"] };
}

/** A decision that has not taken effect yet. */
export function isWaiting({ state }: Pick<DecisionView, "state">): boolean {
  return state === "proposed" || state === "disputed";
}

export function isClosed(state: CaseState): boolean {
  return state === "approved" || state === "rejected" || state === "escalated";
}

/** A decision that stands is looked at again by others than those who made it or reported the case. */
function mayReverse(facts: CaseFacts): boolean {
  return facts.standing !== undefined && !isOneOf(facts.reporters, facts.asker) && !tookPart(facts);
}

/** In what the waiting decision is to take back, or what the closed case stands on. */
function tookPart({ standing, parties, asker }: CaseFacts): boolean {
  return standing !== undefined && isOneOf(parties, asker);
}

/** An objection is heard by somebody who would be free to reverse what it is about. */
export function checkHearing(facts: CaseFacts): Result<undefined> {
  if (facts.asker.role !== "supervisor") return fail("role-forbidden");
  return isOneOf(facts.reporters, facts.asker) || isOneOf(facts.parties, facts.asker)
    ? fail("took-part")
    : ok(undefined);
}

function isOneOf(
  people: readonly (string | undefined)[] | undefined,
  { personId }: CaseFacts["asker"],
): boolean {
  return personId !== undefined && (people?.includes(personId) ?? false);
}

/** A proposal by somebody who has reported the case meanwhile cannot be confirmed any more. */
export function isTainted({ proposedBy, reporters }: Pick<CaseFacts, "proposedBy" | "reporters">): boolean {
  return reporters.some((id) => id === proposedBy);
}

/**
 * A reversal names the decision that stands, and says its opposite: an approval is taken back by a rejection, a
 * rejection by an approval.
 */
export function checkReversal(standing: Standing | undefined, by: Standing): Result<undefined> {
  if (standing?.id !== by.id) return fail("case-changed", "another decision stands");
  const opposite = standing.act === "approve" ? "reject" : "approve";
  return by.act === opposite
    ? ok(undefined)
    : fail("invalid-input", `what stands is taken back by: ${opposite}`);
}

/** The problem of an act that `actsOn` does not list. */
export function checkAct(act: CaseAct, facts: CaseFacts): Result<undefined> {
  const { can, cannot } = actsOn(facts);
  if (can.includes(act)) return ok(undefined);
  if (act === "reverse") return whyNotReverse(facts);
  if (cannot) return fail(cannot);
  if (isClosed(facts.state)) return fail("case-closed");
  if (act === "vote") return fail("role-forbidden");
  const answering = act === "confirm" || act === "refuse" || act === "undo";
  if (facts.state === "open" && answering) return fail("nothing-to-confirm");
  if (!answering) return fail("case-closed", "a decision waits for its confirmation");
  // Left: answering one's own proposal, taking back a colleague's, confirming a reporter's.
  if (act === "confirm" && facts.proposedBy !== facts.asker.personId)
    return fail("own-report", "of the one who proposed");
  return act === "undo"
    ? fail("role-forbidden", "a colleague's decision is refused, not undone")
    : fail("own-decision");
}

/**
 * Merging and splitting leave every decision as it was made, so that decided cases can be merged and split as well. A
 * decision that waits is answered first: it is confirmed on the case that its proposer saw.
 */
export function checkMerging(facts: CaseFacts): Result<undefined> {
  if (facts.asker.role !== "supervisor") return fail("role-forbidden");
  if (isOneOf(facts.reporters, facts.asker)) return fail("own-report");
  return facts.state === "open" || isClosed(facts.state)
    ? ok(undefined)
    : fail("case-closed", "a decision waits for its confirmation");
}

function whyNotReverse(facts: CaseFacts): Result<undefined> {
  if (facts.asker.role !== "supervisor") return fail("role-forbidden");
  if (!isClosed(facts.state))
    return facts.state === "open"
      ? fail("case-changed", "nothing stands")
      : fail("case-closed", "a decision waits");
  return fail(facts.standing ? "took-part" : "case-closed");
}
