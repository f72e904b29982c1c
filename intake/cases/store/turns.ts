/**
 * The views of the queue for one supervisor, as SQL: whose turn a pending case is, what is late, and what waits for the
 * person by name. Turns must agree with `rules/allowed-acts.ts`, which decides what the person may do on the opened
 * case; a test compares them.
 */

import {
  and,
  eq,
  exists,
  gt,
  gte,
  inArray,
  isNull,
  lt,
  not,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias, union } from "drizzle-orm/pg-core";
import type { CaseTurn, TurnCounts } from "../../../utils/shared/contract/case-state.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { CaseScope } from "../../core/scope.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import {
  caseAssignments,
  caseNotes,
  cases,
  claims,
  decisions,
  noteMentions,
  reports,
  votes,
} from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import type { Db } from "../../db/store.ts";
import { readInviteTies } from "../../people/store/inviters.ts";
import { hasChannelTie, mayShowChannel, readTiedChannels } from "./channel-ties.ts";

/** Literal instead of parameters, to match the partial index. */
export const pending = sql`${cases.state} in ('open', 'proposed', 'panel')`;

/** A person's views change with time, because claims end and limits pass. */
interface Viewer {
  personId: string;
  at: Date;
}

interface Asker {
  personId: string;
  /** The person with their inviter and invitees. */
  involved: readonly string[];
  /** Channels with which the person has a conflict of interest. */
  channels: readonly string[];
  /** Cases that a query over channels looks at. */
  scope: CaseScope;
}

export async function turnFilter(
  db: Db,
  { turn, personId, scope }: { turn: CaseTurn; personId: string; scope: CaseScope },
): Promise<SQL | undefined> {
  return filterOf(db, turn, await readAsker(db, personId, scope));
}

export async function countTurns(db: Db, scope: CaseScope, viewer: Viewer): Promise<TurnCounts> {
  const asker = await readAsker(db, viewer.personId, scope);
  const count = (filter: SQL | undefined) => sql`(select count(*)::int from (
    select 1 from ${cases}
    where ${and(isNull(cases.mergedInto), casesIn(db, scope), filter)}
    limit ${limits.countedCases}) as found)`;
  const [row] = await rowsOf<TurnCounts>(
    db,
    sql`select ${count(filterOf(db, "decide", asker))} as decide,
      ${count(filterOf(db, "confirm", asker))} as confirm,
      ${count(others(db, asker, limits.countedCases))} as others,
      ${count(lateFilter(viewer.at))} as late,
      ${count(mineFilter(db, viewer))} as mine`,
  );
  return row ?? { decide: 0, confirm: 0, others: 0, late: 0, mine: 0 };
}

/** The lanes of `queueKey`. */
const lanes = ["0", "1", "2"] as const;

/** Pending cases past their time limit. Each lane of the queue is sorted by the hour of the limit, so an index finds them. */
export function lateFilter(at: Date): SQL | undefined {
  const hour = at.toISOString().slice(0, 13);
  const inLane = (lane: string) =>
    and(gte(cases.queueKey, `${lane}|`), lt(cases.queueKey, `${lane}|${hour}~`));
  return and(pending, or(...lanes.map(inLane)), lt(cases.dueAt, at));
}

/** Pending cases that are assigned to a person or claimed, and cases with an unseen note that mentions the person. */
export function mineFilter(db: Db, { personId, at }: Viewer): SQL {
  // Starts from the person's own rows: conditions on each case would read the whole queue.
  const own = alias(cases, "own");
  const isPending = inArray(own.state, ["open", "proposed", "panel"]);
  const assigned = db
    .select({ id: own.id })
    .from(caseAssignments)
    .innerJoin(own, eq(own.id, caseAssignments.caseId))
    .where(and(eq(caseAssignments.personId, personId), isPending));
  const claimed = db
    .select({ id: own.id })
    .from(claims)
    .innerJoin(own, eq(own.id, claims.caseId))
    .where(and(eq(claims.personId, personId), gt(claims.until, at), isPending));
  const mentioned = db
    .select({ id: caseNotes.caseId })
    .from(noteMentions)
    .innerJoin(caseNotes, eq(caseNotes.id, noteMentions.noteId))
    .where(and(eq(noteMentions.personId, personId), isNull(noteMentions.seenAt)));
  return inArray(cases.id, union(assigned, claimed, mentioned));
}

async function readAsker(db: Db, personId: string, scope: CaseScope): Promise<Asker> {
  const involved = [personId, ...(await readInviteTies(db, [personId]))];
  return { personId, involved, channels: await readTiedChannels(db, personId), scope };
}

function filterOf(db: Db, turn: CaseTurn, asker: Asker): SQL | undefined {
  if (turn === "decide") return and(eq(cases.state, "open"), not(isInvolved(db, asker)));
  if (turn === "confirm") return and(eq(cases.state, "proposed"), answerable(db, asker));
  return others(db, asker);
}

/** `readInvolved` contains the person. */
function isInvolved(db: Db, { personId, involved, channels }: Asker): SQL {
  const isThere = (by: SQL) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(reports)
        .where(and(eq(reports.caseId, cases.id), by)),
    );
  const reported = isThere(eq(reports.personId, personId));
  const own = channels.length > 0 ? sql`(${reported} or ${isTied(personId)})` : reported;
  if (involved.length === 1) return own;
  const tied = isThere(inArray(reports.personId, [...involved]));
  return sql`(${own} or (${tied} and ${not(isThere(notInArray(reports.personId, [...involved])))}))`;
}

function isTied(personId: string): SQL {
  return hasChannelTie(sql`${personId}::uuid`);
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
  return sql`(${exists(waiting)} and ${not(isInvolved(db, asker))})`;
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

/**
 * Starts from decisions, the person's reports, and cases that can show the person's channels: conditions on each case
 * would read the whole queue. `most` limits the cases of the channels; a count needs no more.
 */
function others(db: Db, asker: Asker, most?: number): SQL {
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
    .where(
      and(
        inArray(reports.personId, [...asker.involved]),
        eq(cases.state, "open"),
        asker.involved.length > 1 ? isInvolved(db, asker) : undefined,
      ),
    );
  if (asker.channels.length === 0) return inArray(cases.id, union(decided, own));
  const tied = db
    .select({ id: cases.id })
    .from(cases)
    .where(
      and(
        isNull(cases.mergedInto),
        eq(cases.state, "open"),
        casesIn(db, asker.scope),
        mayShowChannel(asker.channels),
        isTied(asker.personId),
      ),
    )
    .$dynamic();
  return inArray(cases.id, union(decided, own, most === undefined ? tied : tied.limit(most)));
}
