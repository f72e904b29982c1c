import { asc, eq, inArray } from "drizzle-orm";
import { people, votes } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

export interface VoteRow {
  vote: typeof votes.$inferSelect;
  by: string;
}

/** Oldest first. */
export function readVotes(db: Db, decisionIds: readonly string[]): Promise<VoteRow[]> {
  if (decisionIds.length === 0) return Promise.resolve([]);
  return db
    .select({ vote: votes, by: people.name })
    .from(votes)
    .innerJoin(people, eq(people.id, votes.personId))
    .where(inArray(votes.decisionId, [...decisionIds]))
    .orderBy(asc(votes.at), asc(votes.id));
}
