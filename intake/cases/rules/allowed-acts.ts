/**
 * Decides who may do what on a case: four eyes, and no one on their own report. The only place for these
 * rules.
 */

import type { CaseAct, CaseView } from "../../../utils/shared/contract/case.ts";
import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { ActionCode } from "../../../utils/shared/contract/category.ts";
import type { DecisionView } from "../../../utils/shared/contract/decision.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { canTakeSeat, type KnownAffiliation } from "./quorum.ts";

export interface ActFacts {
  state: CaseState;
  /** False if reviewers may not be given the case. */
  reviewable?: boolean;
  /** The caller; without a role for an API key. */
  asker: { personId?: string; role?: Role; affiliation?: KnownAffiliation | undefined };
  /**
   * Everyone who ever reported the case, including withdrawn reports: a conflict of interest does not end. With them,
   * people who are tied by an invitation to all its reporters.
   */
  reporters: readonly string[];
  /** Author of the waiting or disputed decision. */
  proposedBy?: string | undefined;
  /** People who are tied to the proposer by an invitation. */
  proposerTies?: readonly string[] | undefined;
  /** The proposer is suspended, is no supervisor any more, or no longer sees the case. */
  proposerBarred?: boolean | undefined;
  /** The person who refused it, so that it went to the panel. */
  refusedBy?: string | undefined;
  /** People who have voted on it. */
  voters?: readonly Voter[] | undefined;
  /** The approval in force that the draw put before the panel. */
  review?: ReviewFacts | undefined;
  /** The decision in force on a closed case, or the one that the waiting decision reverses. */
  inForce?: DecisionInForce | undefined;
  /**
   * Everyone who proposed, answered or voted on a decision of the case that took effect. With them, people who are tied
   * to one of them by an invitation.
   */
  parties?: readonly string[] | undefined;
  /** People who took part in decisions with the act in force, and in no decision with another act. */
  sidedWithInForce?: readonly string[] | undefined;
}

export interface Voter {
  personId: string;
  affiliation: KnownAffiliation;
}

export interface ReviewFacts {
  /** Id of the reviewed decision. */
  id: string;
  /** Proposer and second person, with people who are tied to them by an invitation. */
  deciders: readonly string[];
  voters: readonly Voter[];
}

export interface DecisionInForce {
  id: string;
  act: DecisionView["act"];
  action?: ActionCode | null;
}

export interface Acts {
  can: CaseAct[];
  cannot?: NonNullable<CaseView["cannot"]>;
}

/** Acts that settle an open case or prepare its decision. */
const actsOnOpen: readonly CaseAct[] = [
  "approve",
  "reject",
  "recategorise",
  "escalate",
  "ask",
  "ask-reviewers",
  "regroup",
];

export function allowedActs(facts: ActFacts): Acts {
  const { state, asker, reporters, proposedBy } = facts;
  if (asker.role === "panelist") return panelistActs(facts);
  if (asker.role !== "supervisor") return denied("role-forbidden");
  if (isClosed(state)) return mayReverse(facts) ? { can: ["reverse"] } : denied("case-closed");
  // A proposer who later reports the case may only undo the proposal.
  if (state !== "open" && isAmong([proposedBy], asker)) return { can: ["undo"] };
  if (isAmong(reporters, asker)) return denied("own-report");
  if (state === "open")
    return { can: actsOnOpen.filter((act) => act !== "ask-reviewers" || facts.reviewable !== false) };
  if (isAmong(facts.proposerTies, asker)) return denied("own-decision");
  if (wasParty(facts)) return denied("took-part");
  if (state === "panel") return denied("decision-waits");
  return { can: isTainted(facts) ? ["refuse"] : ["confirm", "refuse"] };
}

function denied(cannot: NonNullable<Acts["cannot"]>): Acts {
  return { can: [], cannot };
}

/** A panelist must not have reported, proposed or refused, and votes once. A dispute comes before a review. */
function panelistActs(facts: ActFacts): Acts {
  const { state, asker, reporters, proposedBy, proposerTies = [], refusedBy, review } = facts;
  if (state !== "panel" && !review) return denied(isClosed(state) ? "case-closed" : "role-forbidden");
  if (isAmong(reporters, asker)) return denied("own-report");
  if (state !== "panel" && review)
    return isAmong(review.deciders, asker) ? denied("own-decision") : takeSeat(review.voters, asker);
  if (isAmong([proposedBy, refusedBy, ...proposerTies], asker)) return denied("own-decision");
  return wasParty(facts) ? denied("took-part") : takeSeat(facts.voters ?? [], asker);
}

function takeSeat(voters: readonly Voter[], asker: ActFacts["asker"]): Acts {
  const isSeated = isAmong(
    voters.map(({ personId }) => personId),
    asker,
  );
  if (isSeated) return denied("already-voted");
  const kinds = voters.map(({ affiliation }) => affiliation);
  return canTakeSeat(kinds, asker.affiliation ?? null) ? { can: ["vote"] } : denied("seat-reserved");
}

/** True until the decision takes effect or fails. */
export function isWaiting({ state }: Pick<DecisionView, "state">): boolean {
  return state === "proposed" || state === "disputed";
}

export function isClosed(state: CaseState): boolean {
  return state === "approved" || state === "rejected" || state === "escalated";
}

/** A decision is reviewed only by people who neither made it nor reported the case. */
function mayReverse(facts: ActFacts): boolean {
  return facts.inForce !== undefined && !isAmong(facts.reporters, facts.asker) && !wasParty(facts);
}

/** Took part in the decision in force, or in the one that the waiting decision reverses, or is tied to who did. */
function wasParty({ inForce, parties, asker }: ActFacts): boolean {
  return inForce !== undefined && isAmong(parties, asker);
}

/** Two decide, a third hears an objection, and a fourth confirms the reversal or the dismissal. */
export const supervisorsNeeded = 4;

/**
 * An objection is heard by a person who would be free to reverse the decision. Once that is reversed, also by those who
 * reversed it: they judge nothing of their own, and an office of four has no others.
 */
export function checkHearing(facts: ActFacts, disputed: DecisionView["act"] | undefined): Result<undefined> {
  const { asker, parties, reporters, sidedWithInForce } = facts;
  if (asker.role !== "supervisor") return fail("role-forbidden");
  const hasReversed = isReversed(facts, disputed) && isAmong(sidedWithInForce, asker);
  return isAmong(reporters, asker) || (isAmong(parties, asker) && !hasReversed)
    ? fail("took-part")
    : ok(undefined);
}

/** The opposite of the disputed decision's act is in force, as the objector asks. */
export function isReversed(
  { state, inForce }: Pick<ActFacts, "state" | "inForce">,
  disputed: DecisionView["act"] | undefined,
): boolean {
  return isClosed(state) && inForce !== undefined && disputed !== undefined && inForce.act !== disputed;
}

function isAmong(
  people: readonly (string | undefined)[] | undefined,
  { personId }: ActFacts["asker"],
): boolean {
  return personId !== undefined && (people?.includes(personId) ?? false);
}

/**
 * A proposer who has reported the case meanwhile, or could no longer propose, taints the proposal: it cannot be
 * confirmed.
 */
export function isTainted({
  proposedBy,
  proposerBarred = false,
  reporters,
}: Pick<ActFacts, "proposedBy" | "proposerBarred" | "reporters">): boolean {
  return proposerBarred || reporters.some((id) => id === proposedBy);
}

/**
 * A reversal must name the decision in force and have the opposite act. Watching may also give way to another
 * action, because it is no end for a post that turns out to be harmful.
 */
export function checkReversal(inForce: DecisionInForce | undefined, by: DecisionInForce): Result<undefined> {
  if (inForce?.id !== by.id) return fail("case-changed", "another decision is in force");
  const opposite = inForce.act === "approve" ? "reject" : "approve";
  const isNextStep = by.act === "approve" && isWatch(inForce) && !isWatch(by);
  return by.act === opposite || isNextStep
    ? ok(undefined)
    : fail("invalid-input", `the decision in force is reversed by: ${opposite}`);
}

function isWatch({ act, action }: Omit<DecisionInForce, "id">): boolean {
  return act === "approve" && action === "PANTAU";
}

/** Returns the problem of an act that `allowedActs` does not list. */
export function checkAct(act: CaseAct, facts: ActFacts): Result<undefined> {
  const { can, cannot } = allowedActs(facts);
  if (can.includes(act)) return ok(undefined);
  if (act === "reverse") return explainNoReverse(facts);
  if (cannot) return fail(cannot);
  if (isClosed(facts.state)) return fail("case-closed");
  if (act === "vote") return fail("role-forbidden");
  if (act === "ask-reviewers" && facts.state === "open") return fail("not-reviewable");
  const answering = act === "confirm" || act === "refuse" || act === "undo";
  if (facts.state === "open" && answering) return fail("nothing-to-confirm");
  if (!answering) return fail("case-closed", "a decision waits for its confirmation");
  // Remaining cases: answering one's own proposal, undoing a colleague's, or confirming a tainted one.
  if (act === "confirm" && facts.proposedBy !== facts.asker.personId) return explainTainted(facts);
  return act === "undo"
    ? fail("role-forbidden", "a colleague's decision is refused, not undone")
    : fail("own-decision");
}

/**
 * Merging and splitting do not change decisions, so decided cases are allowed. A waiting decision must be
 * answered first, on the case that its proposer saw.
 */
export function checkMerging(facts: ActFacts): Result<undefined> {
  if (facts.asker.role !== "supervisor") return fail("role-forbidden");
  if (isAmong(facts.reporters, facts.asker)) return fail("own-report");
  return facts.state === "open" || isClosed(facts.state)
    ? ok(undefined)
    : fail("case-closed", "a decision waits for its confirmation");
}

function explainTainted({ proposerBarred }: ActFacts): Result<undefined> {
  return proposerBarred ? fail("proposer-barred") : fail("own-report", "the proposer has reported the case");
}

function explainNoReverse(facts: ActFacts): Result<undefined> {
  if (facts.asker.role !== "supervisor") return fail("role-forbidden");
  if (!isClosed(facts.state))
    return facts.state === "open"
      ? fail("case-changed", "no decision is in force")
      : fail("case-closed", "a decision waits for its confirmation");
  return fail(facts.inForce ? "took-part" : "case-closed");
}
