/**
 * Whose turn a pending case is, for one supervisor, as SQL. Must agree with `rules/allowed-acts.ts`, which decides
 * what the person may do on the opened case; a test compares them.
 */

import { and, eq, exists, inArray, isNull, not, or, type SQL, sql } from "drizzle-orm";
import { alias, union } from "drizzle-orm/pg-core";
import type { CaseTurn, TurnCounts } from "../../../utils/shared/contract/case-state.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { CaseScope } from "../../core/scope.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import { cases, decisions, reports, votes } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import type { Db } from "../../db/store.ts";
import { readInviteTies } from "../../people/store/inviters.ts";

interface Asker {
  personId: string;
  /** The person with their inviter and invitees. */
  involved: readonly string[];
}

export async function turnFilter(db: Db, turn: CaseTurn, personId: string): Promise<SQL | undefined> {
  return filterOf(db, turn, await readAsker(db, personId));
}

export async function countTurns(db: Db, scope: CaseScope, personId: string): Promise<TurnCounts> {
  const asker = await readAsker(db, personId);
  const count = (turn: CaseTurn) => sql`(select count(*)::int from (
    select 1 from ${cases}
    where ${and(isNull(cases.mergedInto), casesIn(db, scope), filterOf(db, turn, asker))}
    limit ${limits.countedCases}) as found)`;
  const [row] = await rowsOf<TurnCounts>(
    db,
    sql`select ${count("decide")} as decide, ${count("confirm")} as confirm, ${count("others")} as others`,
  );
  return row ?? { decide: 0, confirm: 0, others: 0 };
}

async function readAsker(db: Db, personId: string): Promise<Asker> {
  return { personId, involved: [personId, ...(await readInviteTies(db, [personId]))] };
}

function filterOf(db: Db, turn: CaseTurn, asker: Asker): SQL | undefined {
  if (turn === "decide") return and(eq(cases.state, "open"), not(reported(db, asker)));
  if (turn === "confirm") return and(eq(cases.state, "proposed"), answerable(db, asker));
  return others(db, asker);
}

/** An involved person has ever reported the case. */
function reported(db: Db, { involved }: Asker): SQL {
  const own = and(eq(reports.caseId, cases.id), inArray(reports.personId, [...involved]));
  return exists(db.select({ one: sql`1` }).from(reports).where(own));
}

/** The waiting decision on the case is a colleague's that the person may answer. */
function answerable(db: Db, asker: Asker): SQL {
  const waiting = db
    .select({ one: sql`1` })
    .from(decisions)
    .where(
      and(
        eq(decisions.caseId, cases.id),
        eq(decisions.state, "proposed"),
        not(inArray(decisions.personId, [...asker.involved])),
        or(isNull(decisions.reverses), not(tookPart(db, asker))),
      ),
    );
  return sql`(${exists(waiting)} and ${not(reported(db, asker))})`;
}

/** The person proposed, answered or voted on a decision of the case that took effect. */
function tookPart(db: Db, { personId }: Asker): SQL {
  const past = alias(decisions, "past");
  const vote = db
    .select({ one: sql`1` })
    .from(votes)
    .where(and(eq(votes.decisionId, past.id), eq(votes.personId, personId)));
  return exists(
    db
      .select({ one: sql`1` })
      .from(past)
      .where(
        and(
          eq(past.caseId, cases.id),
          eq(past.state, "confirmed"),
          or(eq(past.personId, personId), eq(past.answeredBy, personId), exists(vote)),
        ),
      ),
  );
}

/** Starts from decisions and the person's reports: conditions on each case would read the whole queue. */
function others(db: Db, asker: Asker): SQL {
  const decided = db
    .select({ id: cases.id })
    .from(cases)
    .where(
      and(
        isNull(cases.mergedInto),
        or(eq(cases.state, "panel"), and(eq(cases.state, "proposed"), not(answerable(db, asker)))),
      ),
    );
  const own = db
    .select({ id: cases.id })
    .from(reports)
    .innerJoin(cases, eq(cases.id, reports.caseId))
    .where(and(inArray(reports.personId, [...asker.involved]), eq(cases.state, "open")));
  return inArray(cases.id, union(decided, own));
}
