/** Counts the disputes and drawn approvals that wait for a panelist's vote. */

import { and, eq, inArray, or } from "drizzle-orm";
import { canTakeSeat } from "../../cases/rules/quorum.ts";
import type { Person } from "../../core/caller.ts";
import type { PanelScope } from "../../core/scope.ts";
import { cases, decisions, people, votes } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import type { Db } from "../../db/store.ts";

/** Without those in which the person has voted, or whose last seat is for the other side. */
export async function countVotes(
  db: Db,
  scope: PanelScope,
  { affiliation = null }: Pick<Person, "affiliation">,
): Promise<number> {
  const here = db.select({ id: cases.id }).from(cases).where(casesIn(db, scope));
  const waits = or(eq(decisions.state, "disputed"), eq(decisions.review, "waiting"));
  const rows = await db
    .select({ id: decisions.id, voter: votes.personId, affiliation: people.affiliation })
    .from(decisions)
    .leftJoin(votes, eq(votes.decisionId, decisions.id))
    .leftJoin(people, eq(people.id, votes.personId))
    .where(and(waits, inArray(decisions.caseId, here)));
  const open = [...Map.groupBy(rows, ({ id }) => id).values()].filter((all) => {
    const seated = all.filter(({ voter }) => voter !== null);
    const hasVoted = seated.some(({ voter }) => voter === scope.personId);
    const kinds = seated.map((seat) => seat.affiliation);
    return !hasVoted && canTakeSeat(kinds, affiliation);
  });
  return open.length;
}
