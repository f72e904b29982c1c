/** Decisions as one person may see them: voices are blind until they settle it, and so is the second person where the intake is set so. */

import type { CaseView, LogEntry } from "../../utils/contract/case.ts";
import type { DecisionView, VoteView } from "../../utils/contract/decision.ts";
import type { Person } from "../http/caller.ts";
import { actsOn, isClosed, isWaiting } from "../rules/acts.ts";
import { isOtherUnits } from "../rules/other-units.ts";
import { withholdDecision } from "../rules/withhold.ts";
import type { CaseParts } from "../store/case-reads.ts";
import { type Decided, factsOf } from "../store/decision-reads.ts";
import type { CaseRecord, DecisionRecord, LogRecord } from "../store/rows.ts";
import type { VoteRow } from "../store/votes.ts";
import { present } from "./present.ts";

export interface Viewer {
  /** Absent: another system, or an export. */
  asker: Person | undefined;
  /** Whether the intake keeps the first person's name from the second. */
  blind: boolean;
}

export function toDecisionView(decided: Decided, viewer: Viewer): DecisionView {
  const { decision, by, answeredBy } = decided;
  const { id, act, category, action, basis, elements, exceptions, why, agency, bulkId } = decision;
  const { frozen, reason, state, at, answeredAt, answerReason, settledAt, personId, reverses, reversedAt } =
    decision;
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
    ...(isKept(decision, viewer) ? {} : { by }),
    ...present({ frozen }),
    ...present({ category, action, why, agency, bulkId, settledAt: settledAt?.toISOString() ?? null }),
    ...present({ reverses, reversedAt: reversedAt?.toISOString() ?? null }),
    ...present({ answeredBy, answeredAt: answeredAt?.toISOString() ?? null, answerReason }),
  };
}

function votesFor({ decision, votes }: Decided, { asker }: Viewer): VoteView[] {
  const open = decision.settledAt !== null;
  return votes
    .filter(({ vote }) => open || vote.personId === asker?.personId)
    .map(({ vote: { id, vote, reason, at }, by }) => ({ id, vote, reason, by, at: at.toISOString() }));
}

/** While it waits for anybody, the proposer and an administrator, who cannot answer it, see who made it. */
function isKept(decision: DecisionRecord, { asker, blind }: Viewer): boolean {
  const isOwn = asker?.personId === decision.personId;
  return blind && isWaiting(decision) && !isOwn && asker?.role !== "admin";
}

/** Until the case is decided reviewers have a rank and a record, and no name. */
export function keepsReviewers({ state }: Pick<CaseRecord, "state">, { asker, blind }: Viewer): boolean {
  return blind && !isClosed(state) && asker?.role !== "admin";
}

/** Decisions of which the viewer must not know who made them. */
export function keptIn(parts: CaseParts, viewer: Viewer): ReadonlySet<string> {
  return new Set(
    parts.decisionRows.filter(({ decision }) => isKept(decision, viewer)).map((one) => one.decision.id),
  );
}

/** Whether the case's log still tells what the viewer must not know. */
export function keepsName(parts: CaseParts, viewer: Viewer): boolean {
  return keptIn(parts, viewer).size > 0;
}

/** Reports of other units, whose people and notes the viewer is not told. */
export function othersIn({ reportRows }: CaseParts, { asker }: Pick<Viewer, "asker">): ReadonlySet<string> {
  const others = reportRows.filter(({ report, unit }) =>
    isOtherUnits({ personId: report.personId, unit, category: report.category }, asker),
  );
  return new Set(others.map(({ report }) => report.id));
}

/** What was decided on a case, what may be done, and the log as far as the viewer may read it. */
export function toJudged(
  row: CaseRecord,
  parts: CaseParts,
  viewer: Viewer,
): Pick<CaseView, "decisions" | "log" | "can" | "cannot"> {
  const { asker } = viewer;
  const decisions = decidedIn(parts).map((one) => toDecisionView(one, viewer));
  return {
    decisions: row.withheld ? decisions.map(withholdDecision) : decisions,
    log: logFor(row, parts, viewer).map(toLogEntry),
    ...actsOn({
      ...factsIn(row, parts),
      asker: asker ? { personId: asker.personId, role: asker.role } : {},
    }),
  };
}

/** What the rules ask about a case that was read whole. */
export function factsIn({ state }: CaseRecord, parts: CaseParts) {
  const made = parts.decisionRows.map(({ decision }) => decision);
  const { reporterIds: reporters, proposerTies } = parts;
  return { state, reporters, proposerTies, ...factsOf(state, made, parts.voteRows) };
}

/** Newest first, each with its voices. */
export function decidedIn({ decisionRows, voteRows }: CaseParts): Decided[] {
  const of = (id: string): VoteRow[] => voteRows.filter(({ vote }) => vote.decisionId === id);
  return decisionRows.map((one) => ({ ...one, votes: of(one.decision.id) }));
}

/**
 * Ends before the first trace of a person whose name is kept, or who reported the case in another unit. A hash after it would tell the name to whoever tries
 * them all.
 */
function logFor(row: CaseRecord, parts: CaseParts, viewer: Viewer): LogRecord[] {
  const { decisionRows, logRows, reportRows } = parts;
  const others = othersIn(parts, viewer);
  const otherNames = reportRows.flatMap(({ report, by }) => (others.has(report.id) ? [by] : []));
  // Only the newest reports of a long case were read, so the owner of an older one is unknown here.
  const shown = new Set(reportRows.flatMap(({ report: { id } }) => (others.has(id) ? [] : [id])));
  const isOthers = (report: unknown) =>
    Boolean(viewer.asker?.unit) && report !== undefined && !shown.has(String(report));
  const kept = decisionRows.filter(({ decision }) => isKept(decision, viewer));
  const proposed = new Set(kept.map(({ decision }) => decision.id));
  const names = new Set([...kept.map(({ by }) => by), ...otherNames]);
  // A device tells who it is of as well, under whatever name.
  const devices = new Set(
    logRows.filter(({ detail }) => proposed.has(String(detail.decision))).map(({ detail }) => detail.device),
  );
  const acts = keepsReviewers(row, viewer) ? byReviewers : [];
  const first = logRows.findIndex(
    ({ by, act, detail }) =>
      names.has(by) || devices.has(detail.device) || acts.includes(act) || isOthers(detail.report),
  );
  return first < 0 ? logRows : logRows.slice(0, first);
}

/** What a reviewer does that stands in the log, under their name. */
const byReviewers: readonly LogRecord["act"][] = ["review-received", "review-passed-on"];

export function toLogEntry({ caseId: _caseId, at, ...entry }: LogRecord): LogEntry {
  return { ...entry, at: at.toISOString() };
}
