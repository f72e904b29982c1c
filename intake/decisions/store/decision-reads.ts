/** Reads decisions, their votes, and the facts that the rules need about the waiting one. */

import { and, eq, exists, inArray, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type ActFacts, isWaiting } from "../../cases/rules/acts.ts";
import { readInvolved } from "../../cases/store/case-reads.ts";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import { cases, decisions, devices, people } from "../../db/schema/index.ts";
import { type CaseScope, casesIn } from "../../db/scope.ts";
import type { Db } from "../../db/store.ts";
import { readInviteTies } from "../../people/store/ties.ts";
import { readVotes, type VoteRow } from "./votes.ts";

export interface DecisionWithVotes {
  decision: DecisionRecord;
  by: string;
  answeredBy: string | null;
  votes: VoteRow[];
}

export async function readDecision(db: Db, id: string): Promise<DecisionWithVotes | undefined> {
  const answerers = alias(people, "answerers");
  const [row] = await db
    .select({ decision: decisions, by: people.name, answeredBy: answerers.name })
    .from(decisions)
    .innerJoin(people, eq(people.id, decisions.personId))
    .leftJoin(answerers, eq(answerers.id, decisions.answeredBy))
    .where(eq(decisions.id, id));
  return row && { ...row, votes: await readVotes(db, [id]) };
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
    .where(and(inArray(decisions.caseId, [...caseIds]), eq(decisions.state, "proposed")));
  return new Map(rows.map((row) => [row.decision.caseId, { ...row, answeredBy: null, votes: [] }]));
}

/** Reliable only under the case's lock. */
export async function readActFacts(db: Db, row: CaseRecord): Promise<Omit<ActFacts, "asker">> {
  const reporters = await readInvolved(db, row.id);
  const made = await db.select().from(decisions).where(eq(decisions.caseId, row.id));
  const settled = made.filter(({ state }) => state === "disputed" || state === "confirmed");
  const voices = await readVotes(
    db,
    settled.map(({ id }) => id),
  );
  const facts = actFactsFrom(row.state, made, voices);
  const proposerTies = facts.proposedBy === undefined ? [] : await readInviteTies(db, [facts.proposedBy]);
  return { state: row.state, reporters, proposerTies, ...facts };
}

/** Derives the facts that the rules need from the decisions on a case. */
export function actFactsFrom(
  state: CaseRecord["state"],
  made: readonly DecisionRecord[],
  voices: readonly VoteRow[],
): Pick<ActFacts, "proposedBy" | "refusedBy" | "voters" | "standing" | "parties"> {
  const votersOf = (id: string | undefined) =>
    voices.filter(({ vote }) => vote.decisionId === id).map(({ vote }) => vote.personId);
  const waiting = made.find(isWaiting);
  const tookEffect = made.filter((one) => one.state === "confirmed");
  return {
    proposedBy: waiting?.personId,
    refusedBy: waiting?.state === "disputed" ? (waiting.answeredBy ?? undefined) : undefined,
    voters: votersOf(waiting?.id),
    inForce: waiting ? made.find(({ id }) => id === waiting.reverses) : decisionInForce(state, made),
    parties: tookEffect.flatMap(({ id, personId, answeredBy }) => [
      personId,
      ...votersOf(id),
      ...(answeredBy === null ? [] : [answeredBy]),
    ]),
  };
}

/**
 * A merge of two decided cases can leave several decisions in force; returns the one that took effect last.
 */
function decisionInForce(
  state: CaseRecord["state"],
  made: readonly DecisionRecord[],
): DecisionRecord | undefined {
  const act = ({ approved: "approve", rejected: "reject" } as Partial<Record<typeof state, string>>)[state];
  const since = ({ settledAt, answeredAt }: DecisionRecord) => (settledAt ?? answeredAt)?.getTime() ?? 0;
  return made
    .filter((one) => one.act === act && one.state === "confirmed" && one.reversedAt === null)
    .sort((a, b) => since(b) - since(a))[0];
}

/** Panelists who are not suspended and have a device that is not revoked. */
export async function readPanelists(db: Db): Promise<string[]> {
  const device = db
    .select({ id: devices.id })
    .from(devices)
    .where(and(eq(devices.personId, people.id), isNull(devices.revokedAt)));
  const rows = await db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.role, "panelist"), isNull(people.suspendedAt), exists(device)));
  return rows.map(({ id }) => id);
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
