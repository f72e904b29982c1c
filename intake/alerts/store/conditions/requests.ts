/** Requests to platforms: letters that do not arrive, time limits, and outcome checks that no person makes. */

import {
  and,
  asc,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  not,
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { CategoryCode } from "../../../../utils/shared/contract/category.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";
import {
  channels,
  decisions,
  dispatches,
  requestEvents,
  requestItems,
  requests,
} from "../../../db/schema/index.ts";
import type { Db } from "../../../db/store.ts";
import { aloneMs } from "../../../requests/next-check.ts";
import { allProvenAt } from "../../../requests/store/own-proofs.ts";
import { isDueOnReturnDay } from "../../../requests/store/read-outcome-checks.ts";
import { isFullyReversed } from "../../../requests/store/read-requests.ts";
import { readUnrestored, readUnwritten } from "../../../requests/store/ready-decisions.ts";
import { clockEvent, type Due, hourMs, isNearlyOver } from "./condition.ts";
import { answerMs, byHandMs, byHandUrgentMs, isToCheck, lateLetters } from "./letters.ts";

/** An outcome check that no person makes is alerted after this time. */
const checkMs = 3 * 24 * hourMs;
const checkUrgentMs = 24 * hourMs;
const mostLateChecks = 20;
/** More wait until these have a letter. */
const mostUnwritten = 50;

/** A sent request whose platform still has to act. */
function isAwaited(db: Db): SQL {
  return and(
    eq(requests.state, "sent"),
    sql`${isFullyReversed(db)} is not true`,
    sql`${allProvenAt(db)} is null`,
  ) as SQL;
}

const requestColumns = {
  id: requests.id,
  site: requests.site,
  category: requests.category,
  urgent: requests.urgent,
};

export interface RequestPart {
  id: string;
  site: SiteId;
  category: CategoryCode;
  urgent: boolean;
}

const onRequest = ({ id, site, category, urgent }: RequestPart) => ({
  kind: "request" as const,
  subject: id,
  requestId: id,
  site,
  category,
  urgent,
});

/** Once a reprimand was sent, its own limit is awaited. */
export async function readRequestClocks(db: Db, at: Date): Promise<Due[]> {
  const { sentAt, dueAt, hours, reprimandedAt } = requests;
  const rows = await db
    .select({ ...requestColumns, sentAt, dueAt, hours, reprimandedAt })
    .from(requests)
    .where(and(isNotNull(dueAt), isNotNull(sentAt), isNearlyOver(sentAt, dueAt, at), isAwaited(db)));
  return rows.flatMap(({ sentAt: start, dueAt: limit, hours: span, reprimandedAt: last, ...row }) => {
    const due = last && span ? new Date(last.getTime() + span * hourMs) : limit;
    const clock = start && due && clockEvent({ kind: "request", id: row.id, start, due }, at);
    const isStep = last !== null && clock?.event === "clock-warning";
    return clock && !isStep ? [{ ...onRequest(row), ...clock }] : [];
  });
}

/** Letters of open requests that failed, or that the intake or a person did not send for a long time. */
export async function readUndelivered(db: Db, at: Date): Promise<Due[]> {
  const { id, requestId, letter, round, state, attempts, at: queuedAt } = dispatches;
  const later = alias(dispatches, "later");
  const isReplaced = exists(
    db
      .select({ one: sql`1` })
      .from(later)
      .where(and(eq(later.requestId, requestId), eq(later.letter, letter), sql`${later.round} > ${round}`)),
  );
  const { isUnsent, isByHand } = lateLetters({ queuedAt, state, attempts, urgent: requests.urgent }, at);
  // The platform may have answered a letter that no person marked as sent.
  const isUnanswered = or(ne(letter, "request"), eq(requests.state, "by-hand"));
  const rows = await db
    .select({ ...requestColumns, dispatchId: id, queuedAt })
    .from(dispatches)
    .innerJoin(requests, eq(requests.id, requestId))
    .where(
      and(
        inArray(requests.state, ["queued", "by-hand", "sent", "undelivered"]),
        or(eq(state, "failed"), isUnsent, and(isByHand, isUnanswered)),
        sql`not ${isReplaced}`,
      ),
    );
  return rows.map(({ dispatchId, queuedAt: since, ...row }) => ({
    event: "letter-undelivered",
    key: `letter-undelivered/${dispatchId}`,
    ...onRequest(row),
    at: since,
  }));
}

/** Approvals and reversals for which no person has made a letter for a long time. */
export async function readUnwrittenLetters(db: Db, at: Date): Promise<Due[]> {
  const ago = (ms: number) => new Date(at.getTime() - ms);
  const period = {
    from: ago(answerMs),
    until: ago(byHandMs),
    urgentUntil: ago(byHandUrgentMs),
    limit: mostUnwritten,
  };
  const rows = [...(await readUnwritten(db, period)), ...(await readUnrestored(db, period))];
  return rows.map(({ decisionId, since, ...row }) => ({
    event: "letter-undelivered",
    key: `letter-undelivered/${decisionId}/unwritten`,
    kind: "case",
    subject: row.caseId,
    ...row,
    at: since,
  }));
}

/**
 * Letters that one person withdrew, until another letter is made of one of its decisions or all are reversed.
 * `readSubject` leaves out the person who withdrew it.
 */
export async function readWithdrawnLetters(db: Db, at: Date): Promise<Due[]> {
  const live = alias(requestItems, "live");
  const isFreed = notExists(
    db
      .select({ one: sql`1` })
      .from(live)
      .where(and(eq(live.decisionId, requestItems.decisionId), eq(live.isVoid, false))),
  );
  const waits = db
    .select({ one: sql`1` })
    .from(requestItems)
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(and(eq(requestItems.requestId, requests.id), isNull(decisions.reversedAt), isFreed));
  const rows = await db
    .select({ ...requestColumns, withdrawnAt: requests.withdrawnAt })
    .from(requests)
    .where(
      and(
        // An unsent letter is young. Matches an index.
        gt(requests.madeAt, new Date(at.getTime() - answerMs)),
        eq(requests.state, "withdrawn"),
        isNotNull(requests.withdrawnReason),
        exists(waits),
      ),
    )
    .orderBy(asc(requests.madeAt), asc(requests.id))
    .limit(mostUnwritten);
  return rows.map(({ withdrawnAt, ...row }) => ({
    event: "letter-undelivered",
    key: `letter-undelivered/${row.id}/withdrawn`,
    ...onRequest(row),
    at: withdrawnAt ?? at,
  }));
}

/**
 * Requests of which an address has been due for a check for long. More wait until these are checked. On a return day
 * the first person may have to wait for another one before the check is theirs, too.
 */
export async function readLateChecks(db: Db, at: Date): Promise<Due[]> {
  const { checkAt, requestId, isVoid } = requestItems;
  const isLate = (ms: number) => lte(checkAt, new Date(at.getTime() - ms));
  const isLateBy = (ms: number) => and(isLate(ms), or(isLate(aloneMs + ms), not(isDueOnReturnDay(db))));
  const rows = await db
    .select({ ...requestColumns, checkAt })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestId))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(
      and(
        isLateBy(checkUrgentMs),
        or(isLateBy(checkMs), eq(requests.urgent, true)),
        eq(isVoid, false),
        inArray(requests.state, ["sent", "answered"]),
        isNull(decisions.reversedAt),
      ),
    )
    .orderBy(asc(checkAt), asc(requestItems.id))
    .limit(mostLateChecks);
  return [...new Map(rows.toReversed().map((row) => [row.id, row])).values()].map(
    ({ checkAt: dueAt, ...row }) => ({
      event: "clock-over",
      key: `clock-over/${row.id}/checks`,
      ...onRequest(row),
      at: dueAt ?? at,
      dueAt: dueAt ?? undefined,
    }),
  );
}

/** Until a person acts on the request. One for each request, whatever the number of its bounces. */
export async function readDoubtedBounces(db: Db, at: Date): Promise<Due[]> {
  const { requestId, act, personId, detail, at: arrivedAt } = requestEvents;
  const later = alias(requestEvents, "later_event");
  const isHandled = exists(
    db
      .select({ one: sql`1` })
      .from(later)
      .where(
        and(
          eq(later.requestId, requestId),
          isNotNull(later.personId),
          ne(later.act, "checked"),
          gt(later.at, arrivedAt),
        ),
      ),
  );
  const rows = await db
    .selectDistinctOn([requests.id], { ...requestColumns, arrivedAt })
    .from(requestEvents)
    .innerJoin(requests, eq(requests.id, requestId))
    .where(
      and(
        isToCheck(act, detail),
        isNull(personId),
        eq(requests.state, "sent"),
        gt(arrivedAt, new Date(at.getTime() - answerMs)),
        sql`not ${isHandled}`,
      ),
    )
    .orderBy(requests.id, asc(arrivedAt));
  return rows.map(({ arrivedAt: since, ...row }) => ({
    event: "letter-undelivered",
    key: `letter-undelivered/${row.id}/bounced`,
    ...onRequest(row),
    at: since,
  }));
}

/** Requests that the platform did not acknowledge in the time that its channel promises. */
export async function readUnread(db: Db, at: Date): Promise<Due[]> {
  const { sentAt, dueAt } = requests;
  const unreadAt = sql<Date>`${sentAt} + (${channels.channel}->>'acknowledgeHours')::int * interval '1 hour'`;
  const rows = await db
    .select({ ...requestColumns, dueAt, unreadAt: unreadAt.mapWith(sentAt) })
    .from(requests)
    .innerJoin(channels, eq(channels.rowId, requests.channelId))
    .where(
      and(
        isNull(requests.acknowledgedAt),
        lte(unreadAt, sql`${at.toISOString()}::timestamptz`),
        isAwaited(db),
      ),
    );
  return rows.map(({ unreadAt: since, dueAt: due, ...row }) => ({
    event: "letter-unread",
    key: `letter-unread/${row.id}/${since.toISOString()}`,
    ...onRequest(row),
    at: since,
    dueAt: due ?? undefined,
  }));
}
