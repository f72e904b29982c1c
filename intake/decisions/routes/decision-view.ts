/**
 * Decisions as one person may see them. Votes are hidden until the decision is settled; with blind
 * confirmation, so is the proposer.
 */

import type { CaseView, LogEntry } from "../../../utils/shared/contract/case.ts";
import type { DecisionView, VoteView } from "../../../utils/shared/contract/decision.ts";
import { allowedActs, isClosed, isWaiting } from "../../cases/rules/allowed-acts.ts";
import { belongsToOtherUnit } from "../../cases/rules/other-units.ts";
import { checkReviewable } from "../../cases/rules/reviewable.ts";
import { actFactsFrom, type VoteRow } from "../../cases/store/case-facts.ts";
import type { CaseParts } from "../../cases/store/case-reads.ts";
import { mayDecide } from "../../cases/store/colleagues.ts";
import type { Person } from "../../core/caller.ts";
import { type CaseRecord, type DecisionRecord, type LogRecord, omitNulls } from "../../db/rows.ts";
import { reviewOf } from "../rules/decision-data.ts";
import type { DecisionParts, DecisionWithVotes } from "../store/decision-reads.ts";
import { withholdDecision } from "../store/frozen-post.ts";

export type DecidedParts = CaseParts & DecisionParts;

export interface Viewer {
  /** Undefined for another system or an export. */
  asker: Person | undefined;
  /** Blind confirmation: hides the first person's name from the second. */
  blind: boolean;
}

export function toDecisionView(decided: DecisionWithVotes, viewer: Viewer): DecisionView {
  const { decision, by, answeredBy } = decided;
  const { id, act, category, subReason, action, basis, elements, exceptions, why, agency, bulkId } = decision;
  const { frozen, reason, state, at, answeredAt, answerReason, settledAt, personId, reverses, reversedAt } =
    decision;
  const { canned, look, unseenReason, answerLook, answerUnseenReason } = decision;
  return {
    id,
    act,
    basis,
    elements,
    exceptions,
    reason,
    state,
    at: at.toISOString(),
    own: personId === viewer.asker?.personId,
    votes: votesFor(decided, viewer),
    ...(hidesProposer(decision, viewer) ? {} : { by }),
    ...omitNulls({ frozen, subReason, look, unseenReason, answerLook, answerUnseenReason }),
    ...(canned ? { canned: true as const } : {}),
    ...omitNulls({ category, action, why, agency, bulkId, settledAt: settledAt?.toISOString() ?? null }),
    ...reviewOf(decision),
    ...omitNulls({ panelGap: decision.panelGap }),
    ...omitNulls({ reverses, reversedAt: reversedAt?.toISOString() ?? null }),
    ...omitNulls({ answeredBy, answeredAt: answeredAt?.toISOString() ?? null, answerReason }),
  };
}

function votesFor({ decision, votes }: DecisionWithVotes, { asker }: Viewer): VoteView[] {
  const open = decision.settledAt !== null || decision.reviewedAt !== null;
  return votes
    .filter(({ vote }) => open || vote.personId === asker?.personId)
    .map(({ vote: { id, vote, reason, at }, by, affiliation }) => ({
      id,
      vote,
      reason,
      by,
      at: at.toISOString(),
      ...omitNulls({ affiliation }),
    }));
}

/** A waiting decision shows its author only to the author and to administrators, who cannot answer it. */
function hidesProposer(decision: DecisionRecord, { asker, blind }: Viewer): boolean {
  const isOwn = asker?.personId === decision.personId;
  return blind && isWaiting(decision) && !isOwn && asker?.role !== "admin";
}

/** Until the case is decided, reviewers are shown by level and record, without names. */
export function hidesReviewers({ state }: Pick<CaseRecord, "state">, { asker, blind }: Viewer): boolean {
  return blind && !isClosed(state) && asker?.role !== "admin";
}

/** Decisions whose author is hidden from the viewer. */
export function hiddenDecisions(parts: DecisionParts, viewer: Viewer): ReadonlySet<string> {
  return new Set(
    parts.decisionRows
      .filter(({ decision }) => hidesProposer(decision, viewer))
      .map((decisionRow) => decisionRow.decision.id),
  );
}

type NamedEntry = Pick<LogRecord, "act" | "by" | "detail">;

/** Log entries of objections' dismissals that wait for a second person, and whose author is hidden from the viewer. */
export function hiddenDismissals<T extends NamedEntry>(entries: readonly T[], { asker, blind }: Viewer): T[] {
  if (!blind || asker?.role === "admin") return [];
  const hearings = entries.filter(({ act }) => act === "dismissal-proposed" || act === "objection-heard");
  const last = new Map(hearings.map((entry) => [entry.detail.objection, entry]));
  return [...last.values()].filter(({ act, by }) => act === "dismissal-proposed" && by !== asker?.name);
}

/** Returns whether the case's log contains the name of a decision's author that is hidden from the viewer. */
export function hidesAnyProposer(parts: DecisionParts, viewer: Viewer): boolean {
  return hiddenDecisions(parts, viewer).size > 0;
}

/** Reports of other units, whose reporters and notes are hidden from the viewer. */
export function otherUnitsReports(
  { reportRows }: CaseParts,
  { asker }: Pick<Viewer, "asker">,
): ReadonlySet<string> {
  const others = reportRows.filter(({ report, unit }) =>
    belongsToOtherUnit({ personId: report.personId, unit, category: report.category }, asker),
  );
  return new Set(others.map(({ report }) => report.id));
}

/** Decisions, possible acts, and the part of the log that the viewer may read. */
export function toDecisionsView(
  row: CaseRecord,
  parts: DecidedParts,
  viewer: Viewer,
): Pick<CaseView, "decisions" | "log" | "can" | "cannot"> {
  const { asker } = viewer;
  const decisions = decisionsOf(parts).map((decision) => toDecisionView(decision, viewer));
  return {
    decisions: row.withheld ? decisions.map(withholdDecision) : decisions,
    log: visibleLog(row, parts, viewer).map(toLogEntry),
    ...allowedActs({
      ...actFactsIn(row, parts),
      asker: asker ? askerOf(asker) : {},
    }),
  };
}

function askerOf({ personId, role, affiliation }: Person) {
  return { personId, role, affiliation: affiliation ?? null };
}

/** Facts for the rules, from a fully read case. */
export function actFactsIn(row: CaseRecord, parts: DecidedParts) {
  const { state } = row;
  const made = parts.decisionRows.map(({ decision }) => decision);
  const { reporterIds: reporters, proposerTies, partyTies, reviewTies } = parts;
  const facts = actFactsFrom(state, made, parts.voteRows);
  const proposerBarred = facts.proposedBy !== undefined && !mayDecide(parts.proposer, row);
  const { review } = facts;
  return {
    state,
    reviewable: checkReviewable(row).ok,
    reporters,
    proposerTies,
    proposerBarred,
    ...facts,
    parties: [...facts.parties, ...partyTies],
    review: review && { ...review, deciders: [...review.deciders, ...reviewTies] },
  };
}

/** Newest first, each with its votes. */
export function decisionsOf({ decisionRows, voteRows }: DecisionParts): DecisionWithVotes[] {
  const of = (id: string): VoteRow[] => voteRows.filter(({ vote }) => vote.decisionId === id);
  return decisionRows.map((decisionRow) => ({ ...decisionRow, votes: of(decisionRow.decision.id) }));
}

/**
 * Ends before the first entry with a hidden name or of a report from another unit. A later hash would reveal
 * the name to anyone who tries all candidates.
 */
function visibleLog(row: CaseRecord, parts: DecidedParts, viewer: Viewer): LogRecord[] {
  const { decisionRows, logRows, reportRows } = parts;
  const others = otherUnitsReports(parts, viewer);
  const otherNames = reportRows.flatMap(({ report, by }) => (others.has(report.id) ? [by] : []));
  // Only the newest reports of a long case are read, so the owner of an older one is unknown here.
  const shown = new Set(reportRows.flatMap(({ report: { id } }) => (others.has(id) ? [] : [id])));
  const isOthers = (report: unknown) =>
    Boolean(viewer.asker?.unit) && report !== undefined && !shown.has(String(report));
  const kept = decisionRows.filter(({ decision }) => hidesProposer(decision, viewer));
  const proposed = new Set(kept.map(({ decision }) => decision.id));
  const dismissals = hiddenDismissals(logRows, viewer);
  const names = new Set([...kept, ...dismissals].map(({ by }) => by).concat(otherNames));
  // A device id also identifies its person.
  const devices = new Set(
    logRows
      .filter((entry) => proposed.has(String(entry.detail.decision)) || dismissals.includes(entry))
      .map(({ detail }) => detail.device),
  );
  const acts = hidesReviewers(row, viewer) ? reviewerActs : [];
  const first = logRows.findIndex(
    ({ by, act, detail }) =>
      names.has(by) || devices.has(detail.device) || acts.includes(act) || isOthers(detail.report),
  );
  return first < 0 ? logRows : logRows.slice(0, first);
}

/** Log entries that name a reviewer. */
export const reviewerActs: readonly LogRecord["act"][] = ["review-received", "review-passed-on"];

export function toLogEntry({ caseId: _caseId, spot: _spot, at, ...entry }: LogRecord): LogEntry {
  return { ...entry, at: at.toISOString() };
}
