/** Reads decisions, their votes, and the facts that the rules need about the waiting one. */

import { and, desc, eq, exists, inArray, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { isWaiting } from "../../cases/rules/allowed-acts.ts";
import type { KnownAffiliation } from "../../cases/rules/quorum.ts";
import { partiesOf, readVotes, type VoteRow } from "../../cases/store/case-facts.ts";
import { lockCases, lockInScope } from "../../cases/store/case-writes.ts";
import { readStanding } from "../../cases/store/colleagues.ts";
import type { CaseScope, Ref } from "../../core/scope.ts";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import { cases, decisions, devices, people, requestItems } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import { rowsOfCase, rowsOfCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { readInviteTies } from "../../people/store/inviters.ts";

export interface DecisionWithVotes {
  decision: DecisionRecord;
  by: string;
  answeredBy: string | null;
  votes: VoteRow[];
}

/** Decisions with the names of the people who made and answered them. */
function selectDecisions(db: Db) {
  const answerers = alias(people, "answerers");
  return db
    .select({ decision: decisions, by: people.name, answeredBy: answerers.name })
    .from(decisions)
    .innerJoin(people, eq(people.id, decisions.personId))
    .leftJoin(answerers, eq(answerers.id, decisions.answeredBy));
}

export async function readDecision(db: Db, id: string): Promise<DecisionWithVotes | undefined> {
  const [row] = await selectDecisions(db).where(eq(decisions.id, id));
  return row && { ...row, votes: await readVotes(db, [row.decision]) };
}

export type DecisionParts = Awaited<ReturnType<typeof readDecisionParts>>;

/** Decisions on a case, newest first, with their votes. */
export async function readDecisionParts(db: Db, caseId: string) {
  const decisionRows = await selectDecisions(db)
    .where(rowsOfCase(decisions, caseId))
    .orderBy(desc(decisions.at), desc(decisions.id));
  const deciders = decisionRows.flatMap(({ decision: { review, personId, answeredBy } }) =>
    review === "waiting" ? [personId, answeredBy].filter((id) => id !== null) : [],
  );
  const proposer = decisionRows.find(({ decision }) => isWaiting(decision))?.decision.personId;
  const made = decisionRows.map(({ decision }) => decision);
  const voteRows = await readVotes(db, made);
  return {
    decisionRows,
    voteRows,
    partyTies: await readInviteTies(db, partiesOf(made, voteRows)),
    proposerTies: proposer === undefined ? [] : [proposer, ...(await readInviteTies(db, [proposer]))],
    /** The person who made the waiting decision. */
    proposer: proposer === undefined ? undefined : await readStanding(db, proposer),
    reviewTies: [...deciders, ...(await readInviteTies(db, deciders))],
  };
}

/** By case id: the decision that waits for a second person. It has no votes yet. */
export async function readProposedDecisions(
  db: Db,
  caseIds: readonly string[],
): Promise<Map<string, DecisionWithVotes>> {
  const rows = await db
    .select({ decision: decisions, by: people.name })
    .from(decisions)
    .innerJoin(people, eq(people.id, decisions.personId))
    .where(and(rowsOfCases(decisions, caseIds), eq(decisions.state, "proposed")));
  return new Map(rows.map((row) => [row.decision.caseId, { ...row, answeredBy: null, votes: [] }]));
}

interface Panelist {
  id: string;
  affiliation: KnownAffiliation;
}

/** Panelists who are not suspended and have a device that is not revoked. */
export async function readPanelists(db: Db): Promise<Panelist[]> {
  const device = db
    .select({ id: devices.id })
    .from(devices)
    .where(and(eq(devices.personId, people.id), isNull(devices.revokedAt)));
  return db
    .select({ id: people.id, affiliation: people.affiliation })
    .from(people)
    .where(and(eq(people.role, "panelist"), isNull(people.suspendedAt), exists(device)));
}

/** Case ids by decision id, for the decisions of the bulk that are in scope. */
export async function readBulkCases(
  db: Db,
  scope: CaseScope,
  bulkId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: decisions.id, caseId: decisions.caseId })
    .from(decisions)
    .innerJoin(cases, eq(cases.id, decisions.caseId))
    .where(and(eq(decisions.bulkId, bulkId), inArray(decisions.id, [...ids]), casesIn(db, scope)));
  return new Map(rows.map(({ id, caseId }) => [id, caseId]));
}

/**
 * Reads a decision and locks its case. For a reversal, also locks the other cases in the same letters, in the
 * order of ids. No letter can be made from a locked case.
 */
export async function lockDecision(
  tx: Db,
  { id, scope }: Ref,
): Promise<Result<{ row: CaseRecord; found: DecisionWithVotes }>> {
  const unlocked = await readDecision(tx, id);
  if (!unlocked) return fail("not-found");
  const { caseId, reverses } = unlocked.decision;
  if (reverses !== null) await lockCases(tx, [caseId, ...(await readCasesOfSameLetters(tx, caseId))]);
  const row = await lockInScope(tx, { id: caseId, scope });
  if (!row) return fail("not-found");
  const decision = await readDecision(tx, id);
  // A merge may have moved the decision between the two reads. The next attempt finds it in its new case.
  return decision?.decision.caseId === row.id
    ? ok({ row, found: decision })
    : fail("case-changed", undefined, "now");
}

/** Cases that share a letter with this one, sent or not; every use of the letter locks them all. */
async function readCasesOfSameLetters(tx: Db, caseId: string): Promise<string[]> {
  const letters = tx
    .select({ id: requestItems.requestId })
    .from(requestItems)
    .where(and(rowsOfCase(requestItems, caseId), eq(requestItems.isVoid, false)));
  const rows = await tx
    .selectDistinct({ caseId: requestItems.caseId })
    .from(requestItems)
    .where(inArray(requestItems.requestId, letters));
  return rows.map((row) => row.caseId);
}
