/** Counts the disputed decisions that wait for a panelist's vote. */

import { and, eq, notExists, sql } from "drizzle-orm";
import type { PanelScope } from "../../core/scope.ts";
import { cases, decisions, votes } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope.ts";
import type { Db } from "../../db/store.ts";

export function countVotes(db: Db, scope: PanelScope): Promise<number> {
  const own = db
    .select({ one: sql`1` })
    .from(votes)
    .innerJoin(decisions, eq(decisions.id, votes.decisionId))
    .where(
      and(
        eq(decisions.caseId, cases.id),
        eq(decisions.state, "disputed"),
        eq(votes.personId, scope.personId),
      ),
    );
  return db.$count(cases, and(eq(cases.state, "panel"), casesIn(db, scope), notExists(own)));
}
