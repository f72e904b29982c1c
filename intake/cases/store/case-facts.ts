/** Reads the facts about a case's decisions that the rules need. */

import { and, asc, eq, inArray } from "drizzle-orm";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import { decisions, people, votes } from "../../db/schema/index.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { readInviteTies } from "../../people/store/inviters.ts";
import { type ActFacts, isWaiting, type ReviewFacts } from "../rules/allowed-acts.ts";
import type { KnownAffiliation } from "../rules/quorum.ts";
import { checkReviewable } from "../rules/reviewable.ts";
import { readInvolved } from "./case-reads.ts";
import { mayDecide, readStanding } from "./colleagues.ts";

/** Reliable only under the case's lock. */
export async function readActFacts(db: Db, row: CaseRecord): Promise<Omit<ActFacts, "asker">> {
  const reporters = await readInvolved(db, row.id);
  const made = await db.select().from(decisions).where(rowsOfCase(decisions, row.id));
  const settled = made.filter(({ state }) => state === "disputed" || state === "confirmed");
  const voices = await readVotes(db, settled);
  const facts = actFactsFrom(row.state, made, voices);
  const { proposedBy } = facts;
  const proposerTies = proposedBy === undefined ? [] : await readInviteTies(db, [proposedBy]);
  const proposerBarred = proposedBy !== undefined && !mayDecide(await readStanding(db, proposedBy), row);
  const review = facts.review && (await withTies(db, facts.review));
  const about = { state: row.state, reviewable: checkReviewable(row).ok, reporters };
  const parties = [...facts.parties, ...(await readInviteTies(db, facts.parties))];
  return { ...about, proposerTies, proposerBarred, ...facts, review, parties };
}

/** Adds people who are tied by an invitation to those who decided. */
async function withTies(db: Db, review: ReviewFacts): Promise<ReviewFacts> {
  return { ...review, deciders: [...review.deciders, ...(await readInviteTies(db, review.deciders))] };
}

/** Derives the facts that the rules need from the decisions on a case. The parties are without those tied to them. */
export function actFactsFrom(
  state: CaseRecord["state"],
  made: readonly DecisionRecord[],
  voices: readonly VoteRow[],
): Pick<ActFacts, "proposedBy" | "refusedBy" | "voters" | "review" | "inForce" | "sidedWithInForce"> & {
  parties: string[];
} {
  const votersOf = (id: string | undefined) =>
    voices
      .filter(({ vote }) => vote.decisionId === id)
      .map(({ vote: { personId }, affiliation }) => ({ personId, affiliation }));
  const [reviewed] = made
    .filter(({ review }) => review === "waiting")
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const waiting = made.find(isWaiting);
  const inForce = waiting ? made.find(({ id }) => id === waiting.reverses) : decisionInForce(state, made);
  const partiesIf = (isBySameAct: boolean) =>
    partiesOf(
      made.filter(({ act }) => (act === inForce?.act) === isBySameAct),
      voices,
    );
  const others = partiesIf(false);
  return {
    proposedBy: waiting?.personId,
    refusedBy: waiting?.state === "disputed" ? (waiting.answeredBy ?? undefined) : undefined,
    voters: votersOf(waiting?.id),
    review: reviewed && {
      id: reviewed.id,
      deciders: [reviewed.personId, reviewed.answeredBy].filter((id) => id !== null),
      voters: votersOf(reviewed.id),
    },
    inForce,
    parties: partiesOf(made, voices),
    sidedWithInForce: partiesIf(true).filter((id) => !others.includes(id)),
  };
}

/** Everyone who proposed, answered or voted on a decision that took effect. */
export function partiesOf(made: readonly DecisionRecord[], voices: readonly VoteRow[]): string[] {
  return made
    .filter(({ state }) => state === "confirmed")
    .flatMap(({ id, personId, answeredBy }) => [
      personId,
      ...voices.flatMap(({ vote }) => (vote.decisionId === id ? [vote.personId] : [])),
      ...(answeredBy === null ? [] : [answeredBy]),
    ]);
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
    .filter(
      (decision) => decision.act === act && decision.state === "confirmed" && decision.reversedAt === null,
    )
    .sort((a, b) => since(b) - since(a))[0];
}

export interface VoteRow {
  vote: typeof votes.$inferSelect;
  by: string;
  affiliation: KnownAffiliation;
}

/** Oldest first. */
export function readVotes(db: Db, on: readonly Pick<DecisionRecord, "id" | "spot">[]): Promise<VoteRow[]> {
  if (on.length === 0) return Promise.resolve([]);
  const [ids, spots] = [on.map(({ id }) => id), [...new Set(on.map(({ spot }) => spot))]];
  return db
    .select({ vote: votes, by: people.name, affiliation: people.affiliation })
    .from(votes)
    .innerJoin(people, eq(people.id, votes.personId))
    .where(and(inArray(votes.decisionId, ids), inArray(votes.spot, spots)))
    .orderBy(asc(votes.at), asc(votes.id));
}
