/**
 * Conditions that need people, each read afresh from the tables. Nothing is reported by the acts themselves, so an
 * event cannot be lost between an act and its alert.
 */

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
import { alias, type PgColumn } from "drizzle-orm/pg-core";
import type { AlertEvent, AlertSubjectKind } from "../../../utils/shared/contract/alert.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { maxReminders } from "../../../utils/shared/policy/referral-clock.ts";
import { receiptNumberOf } from "../../../utils/shared/seal/receipt-number.ts";
import {
  adminActs,
  alerts,
  caseAssignments,
  caseNotes,
  cases,
  channels,
  decisions,
  dispatches,
  noteMentions,
  objections,
  people,
  questions,
  referralEvents,
  referralLetters,
  referrals,
  reports,
  requestEvents,
  requestItems,
  requests,
  watches as watchedPosts,
} from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { viewRecipeHealth } from "../../recipes/rules/recipe-health.ts";
import { readHealthCounts } from "../../recipes/store/recipe-health.ts";
import { isActNeeded } from "../../referrals/store/watches.ts";
import { aloneMs } from "../../requests/next-check.ts";
import { allProvenAt } from "../../requests/store/own-proofs.ts";
import { isDueOnReturnDay } from "../../requests/store/read-outcome-checks.ts";
import { isFullyReversed } from "../../requests/store/read-requests.ts";
import { readUnrestored, readUnwritten } from "../../requests/store/ready-decisions.ts";

/** A condition that holds now. */
export interface Due {
  event: AlertEvent;
  /** Names the condition. The same condition has the same key at every reading. */
  key: string;
  kind: AlertSubjectKind;
  subject: string;
  caseId?: string;
  requestId?: string;
  /** The only person concerned. */
  personId?: string;
  /** The subject's name for people; by default it is read when the alert is made. */
  reference?: string;
  site?: SiteId;
  category?: CategoryCode;
  urgent: boolean;
  /** When the condition began. */
  at: Date;
  dueAt?: Date | undefined;
}

export interface Watch {
  events: readonly AlertEvent[];
  /** Minimum interval between two readings. */
  everyMs: number;
  reads: readonly ((db: Db, at: Date) => Promise<Due[]>)[];
  /**
   * Ids of open alerts whose condition ended. Then `reads` leave out conditions that have an alert. By default every
   * condition is read, and the alerts of all others are closed.
   */
  readEnded?(db: Db): Promise<string[]>;
}

/** A condition that ended and returned within this time is not alerted again. */
const returnMs = 3_600_000;

/** Alerts that closed until then may be made again. */
export function returnableAt(at: Date): Date {
  return new Date(at.getTime() - returnMs);
}

/** Share of a limit after which it counts as nearly passed; the same as in `utils/shared/policy/request-clock.ts`. */
const warningShare = 0.75;
const hourMs = 3_600_000;
/** An unsent letter counts as undelivered after this time: a channel that is briefly away is retried. */
const unsentMs = hourMs;
const unsentUrgentMs = hourMs / 4;
/** A letter that a person delivers or has yet to make counts as undelivered after this time. */
const byHandMs = 24 * hourMs;
const byHandUrgentMs = hourMs;
/** An answer that no person follows up, or an approval without a letter, is alerted for this long. */
const answerMs = 14 * 24 * hourMs;
/** More wait until these have a letter. */
const mostUnwritten = 50;
/** An outcome check that no person makes is alerted after this time. */
const checkMs = 3 * 24 * hourMs;
const checkUrgentMs = 24 * hourMs;
const mostLateChecks = 20;
/** A proposal for an urgent case waits this long before others are alerted again. */
const proposalMs = hourMs / 4;
/** Maximum open alerts of one kind about a referral, so that a partner's system cannot flood people. */
const mostAnswers = 5;
/** An objection is due when a quarter of its 48 hours is left. */
const objectionShare = 12 * hourMs;

/** Literal instead of parameters, to match the partial index. */
const pending = sql`${cases.mergedInto} is null and ${cases.state} in ('open', 'proposed', 'panel')`;

/** Matches the partial index. */
const isUrgent = sql`${pending} and ${cases.urgent} and ${cases.reports} > 0`;
const urgentKey = sql`'case-urgent/' || ${cases.id}`;
/** More wait for the next reading. */
const mostUrgent = 500;

/** Alerts with a key of the outer query, open or closed too recently to return. */
function alertsWith(db: Db, key: SQL, at: Date) {
  const isOpenOrRecent = or(isNull(alerts.closedAt), gt(alerts.closedAt, returnableAt(at)));
  return db
    .select({ one: sql`1` })
    .from(alerts)
    .where(and(eq(alerts.key, key), isOpenOrRecent));
}

/** Urgent cases without an alert, not every one that is open: these may be thousands. */
async function readUrgentCases(db: Db, at: Date): Promise<Due[]> {
  const { id, site, category, dueAt, lastAt } = cases;
  const alerted = alertsWith(db, urgentKey, at);
  const rows = await db
    .select({ id, site, category, dueAt, lastAt })
    .from(cases)
    .where(and(isUrgent, notExists(alerted)))
    .orderBy(asc(lastAt))
    .limit(mostUrgent);
  return rows.map(({ lastAt, ...row }) => ({ ...onUrgent(row), key: `case-urgent/${row.id}`, at: lastAt }));
}

function onUrgent({ id, site, category, dueAt }: UrgentPart) {
  const event = "case-urgent" as const;
  const kind = "case" as const;
  return { event, kind, subject: id, caseId: id, site, category, urgent: true, dueAt: dueAt ?? undefined };
}

type UrgentPart = Pick<typeof cases.$inferSelect, "id" | "site" | "category" | "dueAt">;

const proposalKey = sql`${urgentKey} || '/' || ${decisions.id}`;

/**
 * Proposals that wait for a second person although the case's own alert was acknowledged, which ended its passing on.
 * `readSubject` leaves out who proposed it.
 */
async function readWaitingProposals(db: Db, at: Date): Promise<Due[]> {
  const { id, site, category, dueAt } = cases;
  const own = alias(alerts, "own");
  const isTaken = db
    .select({ one: sql`1` })
    .from(own)
    .where(and(sql`${own.key} = ${urgentKey}`, isNull(own.closedAt), isNotNull(own.acknowledgedAt)));
  const alerted = alertsWith(db, proposalKey, at);
  const rows = await db
    .select({ id, site, category, dueAt, decisionId: decisions.id, proposedAt: decisions.at })
    .from(cases)
    .innerJoin(decisions, eq(decisions.caseId, id))
    .where(
      and(
        isUrgent,
        eq(decisions.state, "proposed"),
        lte(decisions.at, new Date(at.getTime() - proposalMs)),
        exists(isTaken),
        notExists(alerted),
      ),
    )
    .orderBy(asc(decisions.at))
    .limit(mostUrgent);
  return rows.map(({ decisionId, proposedAt, ...row }) => ({
    ...onUrgent(row),
    key: `case-urgent/${row.id}/${decisionId}`,
    at: proposedAt,
  }));
}

async function readEndedUrgent(db: Db): Promise<string[]> {
  const waiting = db
    .select({ one: sql`1` })
    .from(cases)
    .where(and(eq(cases.id, alerts.caseId), isUrgent));
  const proposed = db
    .select({ one: sql`1` })
    .from(cases)
    .innerJoin(decisions, eq(decisions.caseId, cases.id))
    .where(and(eq(cases.id, alerts.caseId), eq(decisions.state, "proposed"), eq(alerts.key, proposalKey)));
  const isOver = or(notExists(waiting), and(sql`${alerts.key} like 'case-urgent/%/%'`, notExists(proposed)));
  const rows = await db
    .select({ id: alerts.id })
    .from(alerts)
    .where(and(eq(alerts.event, "case-urgent"), isNull(alerts.closedAt), isOver));
  return rows.map(({ id }) => id);
}

/** When three quarters of the time between two instants have passed. */
function warningOf(start: Date, due: Date): Date {
  return new Date(start.getTime() + (due.getTime() - start.getTime()) * warningShare);
}

interface Running {
  kind: AlertSubjectKind;
  id: string;
  start: Date;
  due: Date;
}

/** The event of a running clock; undefined before three quarters of its time. */
function clockEvent({ kind, id, start, due }: Running, at: Date) {
  const warnedAt = warningOf(start, due);
  if (at < warnedAt) return undefined;
  const isOver = at >= due;
  const event = isOver ? "clock-over" : "clock-warning";
  const key = `${event}/${id}/${due.toISOString()}`;
  return { event, key, kind, subject: id, at: isOver ? due : warnedAt, dueAt: due } as const;
}

async function readCaseClocks(db: Db, at: Date): Promise<Due[]> {
  const { id, site, category, urgent, firstAt, dueAt } = cases;
  const nearlyDue = sql`${dueAt} - (${dueAt} - ${firstAt}) * ${1 - warningShare}::float8 <= ${at.toISOString()}::timestamptz`;
  const rows = await db
    .select({ id, site, category, urgent, firstAt, dueAt })
    .from(cases)
    .where(and(pending, isNotNull(dueAt), sql`${cases.reports} > 0`, nearlyDue));
  return rows.flatMap((row) => {
    const due = row.dueAt && clockEvent({ kind: "case", id: row.id, start: row.firstAt, due: row.dueAt }, at);
    const { site: on, category: as, urgent: isUrgent } = row;
    return due ? [{ ...due, caseId: row.id, site: on, category: as, urgent: isUrgent }] : [];
  });
}

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

interface RequestPart {
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
async function readRequestClocks(db: Db, at: Date): Promise<Due[]> {
  const { sentAt, dueAt, hours, reprimandedAt } = requests;
  const nearlyDue = sql`${dueAt} - (${dueAt} - ${sentAt}) * ${1 - warningShare}::float8 <= ${at.toISOString()}::timestamptz`;
  const rows = await db
    .select({ ...requestColumns, sentAt, dueAt, hours, reprimandedAt })
    .from(requests)
    .where(and(isNotNull(dueAt), isNotNull(sentAt), nearlyDue, isAwaited(db)));
  return rows.flatMap(({ sentAt: start, dueAt: limit, hours: span, reprimandedAt: last, ...row }) => {
    const due = last && span ? new Date(last.getTime() + span * hourMs) : limit;
    const clock = start && due && clockEvent({ kind: "request", id: row.id, start, due }, at);
    const isStep = last !== null && clock?.event === "clock-warning";
    return clock && !isStep ? [{ ...onRequest(row), ...clock }] : [];
  });
}

/** Letters of open requests that failed, or that the intake or a person did not send for a long time. */
async function readUndelivered(db: Db, at: Date): Promise<Due[]> {
  const later = alias(dispatches, "later");
  const isReplaced = exists(
    db
      .select({ one: sql`1` })
      .from(later)
      .where(
        and(
          eq(later.requestId, dispatches.requestId),
          eq(later.letter, dispatches.letter),
          sql`${later.round} > ${dispatches.round}`,
        ),
      ),
  );
  const waitsSince = (ms: number) => lte(dispatches.at, new Date(at.getTime() - ms));
  const isLate = (ms: number, urgentMs: number) =>
    or(waitsSince(ms), and(eq(requests.urgent, true), waitsSince(urgentMs)));
  const isUnsent = and(inArray(dispatches.state, ["queued", "sending"]), isLate(unsentMs, unsentUrgentMs));
  const isByHand = and(
    eq(dispatches.state, "by-hand"),
    // The platform may have answered a letter that no person marked as sent.
    or(ne(dispatches.letter, "request"), eq(requests.state, "by-hand")),
    // A letter that was tried before failed or came back.
    or(isLate(byHandMs, byHandUrgentMs), gt(dispatches.attempts, 0)),
  );
  const rows = await db
    .select({
      ...requestColumns,
      dispatchId: dispatches.id,
      letter: dispatches.letter,
      queuedAt: dispatches.at,
    })
    .from(dispatches)
    .innerJoin(requests, eq(requests.id, dispatches.requestId))
    .where(
      and(
        inArray(requests.state, ["queued", "by-hand", "sent", "undelivered"]),
        or(eq(dispatches.state, "failed"), isUnsent, isByHand),
        sql`not ${isReplaced}`,
      ),
    );
  return rows.map(({ dispatchId, queuedAt, letter: _, ...row }) => ({
    event: "letter-undelivered",
    key: `letter-undelivered/${dispatchId}`,
    ...onRequest(row),
    at: queuedAt,
  }));
}

/** Approvals and reversals for which no person has made a letter for a long time. */
async function readUnwrittenLetters(db: Db, at: Date): Promise<Due[]> {
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
async function readWithdrawnLetters(db: Db, at: Date): Promise<Due[]> {
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
async function readLateChecks(db: Db, at: Date): Promise<Due[]> {
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

/** Watched posts whose date to look again has passed. More wait until these are looked at. */
async function readLateWatches(db: Db, at: Date): Promise<Due[]> {
  const { id, caseId, lookAt } = watchedPosts;
  const { site, category, urgent } = cases;
  const rows = await db
    .select({ id, caseId, lookAt, site, category, urgent })
    .from(watchedPosts)
    .innerJoin(cases, eq(cases.id, caseId))
    .where(and(lte(lookAt, at), isNull(cases.mergedInto)))
    .orderBy(asc(lookAt), asc(id))
    .limit(mostUnwritten);
  return rows.map(({ id: watchId, lookAt: dueAt, ...row }) => ({
    event: "clock-over",
    key: `clock-over/${watchId}/${dueAt?.toISOString()}`,
    kind: "case",
    subject: row.caseId,
    ...row,
    at: dueAt ?? at,
    dueAt: dueAt ?? undefined,
  }));
}

/** The last part of the keys of alerts about watches that ended as needing an act. */
const actNeeded = "act-needed";

/** Its case must be decided again, by people who took no part in its decision. */
export function asksToDecideAgain({ key }: Pick<Due, "key">): boolean {
  return key.startsWith("clock-over/") && key.endsWith(`/${actNeeded}`);
}

/** Watched posts that a person found to need an act, until the case is decided again. Without a due date. */
async function readActNeeded(db: Db, at: Date): Promise<Due[]> {
  const { id, caseId, endedAt } = watchedPosts;
  const { site, category, urgent } = cases;
  const rows = await db
    .select({ id, caseId, endedAt, site, category, urgent })
    .from(watchedPosts)
    .innerJoin(cases, eq(cases.id, caseId))
    .where(and(isActNeeded(db), gt(endedAt, new Date(at.getTime() - answerMs)), isNull(cases.mergedInto)))
    .orderBy(asc(endedAt), asc(id))
    .limit(mostUnwritten);
  return rows.map(({ id: watchId, endedAt: since, ...row }) => ({
    event: "clock-over",
    key: `clock-over/${watchId}/${actNeeded}`,
    kind: "case",
    subject: row.caseId,
    ...row,
    at: since ?? at,
  }));
}

/** A bounce that changed nothing although the letter may be lost; see `judgeBounce`. Matches the partial indexes. */
const isToCheck = (act: PgColumn, detail: PgColumn) =>
  sql`(${act} = 'bounced' and ${detail}->>'toCheck' = 'true')`;

/** Until a person acts on the request. One for each request, whatever the number of its bounces. */
async function readDoubtedBounces(db: Db, at: Date): Promise<Due[]> {
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
async function readUnread(db: Db, at: Date): Promise<Due[]> {
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

const referralColumns = {
  id: referrals.id,
  caseId: referrals.caseId,
  site: cases.site,
  category: referrals.category,
  urgent: referrals.urgent,
};

type ReferralPart = RequestPart & { caseId: string };

const onReferral = ({ id, caseId, site, category, urgent }: ReferralPart) => ({
  kind: "referral" as const,
  subject: id,
  caseId,
  site,
  category,
  urgent,
});

/** After the last reminder a person must act, so the end of its time is a condition of its own. */
async function readReferralClocks(db: Db, at: Date): Promise<Due[]> {
  const { state, sentAt, dueAt, answerDays } = referrals;
  const nearlyDue = sql`${dueAt} - (${dueAt} - ${sentAt}) * ${1 - warningShare}::float8 <= ${at.toISOString()}::timestamptz`;
  const rows = await db
    .select({ ...referralColumns, sentAt, dueAt, answerDays })
    .from(referrals)
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .where(and(eq(state, "sent"), isNotNull(dueAt), isNotNull(sentAt), nearlyDue));
  return rows.flatMap(({ sentAt: start, dueAt: limit, answerDays: days, ...row }) => {
    const last = limit && new Date(limit.getTime() + maxReminders * days * 24 * hourMs);
    const due = last && at >= last ? last : limit;
    const clock = start && due && clockEvent({ kind: "referral", id: row.id, start, due }, at);
    return clock ? [{ ...onReferral(row), ...clock }] : [];
  });
}

/** Wanted letters to partners that failed, or that the intake or a person did not send for a long time. */
async function readUndeliveredReferrals(db: Db, at: Date): Promise<Due[]> {
  const { id, referralId, letter, round, state, attempts, at: queuedAt } = referralLetters;
  const later = alias(referralLetters, "later_letter");
  const isReplaced = exists(
    db
      .select({ one: sql`1` })
      .from(later)
      .where(and(eq(later.referralId, referralId), eq(later.letter, letter), sql`${later.round} > ${round}`)),
  );
  const isWanted = or(
    and(eq(letter, "referral"), inArray(referrals.state, ["queued", "by-hand", "undelivered"])),
    and(eq(letter, "reminder"), eq(referrals.state, "sent")),
    eq(letter, "withdrawal"),
  );
  const waitsSince = (ms: number) => lte(queuedAt, new Date(at.getTime() - ms));
  const isLate = (ms: number, urgentMs: number) =>
    or(waitsSince(ms), and(eq(referrals.urgent, true), waitsSince(urgentMs)));
  const rows = await db
    .select({ ...referralColumns, letterId: id, queuedAt })
    .from(referralLetters)
    .innerJoin(referrals, eq(referrals.id, referralId))
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .where(
      and(
        isWanted,
        or(
          eq(state, "failed"),
          and(inArray(state, ["queued", "sending"]), isLate(unsentMs, unsentUrgentMs)),
          and(eq(state, "by-hand"), or(isLate(byHandMs, byHandUrgentMs), gt(attempts, 0))),
        ),
        sql`not ${isReplaced}`,
      ),
    );
  return rows.map(({ letterId, queuedAt: since, ...row }) => ({
    event: "letter-undelivered",
    key: `letter-undelivered/${letterId}`,
    ...onReferral(row),
    at: since,
  }));
}

/** Matches events of a referral after which no person has acted on it. */
function isUnhandled(db: Db): SQL {
  const { referralId, no } = referralEvents;
  const later = alias(referralEvents, "later_event");
  return notExists(
    db
      .select({ one: sql`1` })
      .from(later)
      .where(and(eq(later.referralId, referralId), isNotNull(later.personId), sql`${later.no} > ${no}`)),
  );
}

/** The counterpart of `readDoubtedBounces` for referrals. */
async function readDoubtedReferralBounces(db: Db, at: Date): Promise<Due[]> {
  const { referralId, no, act, personId, detail, at: arrivedAt } = referralEvents;
  const rows = await db
    .selectDistinctOn([referrals.id], { ...referralColumns, arrivedAt })
    .from(referralEvents)
    .innerJoin(referrals, eq(referrals.id, referralId))
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .where(
      and(
        isToCheck(act, detail),
        isNull(personId),
        eq(referrals.state, "sent"),
        gt(arrivedAt, new Date(at.getTime() - answerMs)),
        isUnhandled(db),
      ),
    )
    .orderBy(referrals.id, asc(no));
  return rows.map(({ arrivedAt: since, ...row }) => ({
    event: "letter-undelivered",
    key: `letter-undelivered/${row.id}/bounced`,
    ...onReferral(row),
    at: since,
  }));
}

/** Referrals that the partner did not acknowledge in the time that its channel promises. */
async function readUnreadReferrals(db: Db, at: Date): Promise<Due[]> {
  const { sentAt, dueAt, acknowledgedAt, acknowledgeHours, state } = referrals;
  const unreadAt = sql<Date>`${sentAt} + ${acknowledgeHours} * interval '1 hour'`;
  const rows = await db
    .select({ ...referralColumns, dueAt, unreadAt: unreadAt.mapWith(sentAt) })
    .from(referrals)
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .where(
      and(eq(state, "sent"), isNull(acknowledgedAt), lte(unreadAt, sql`${at.toISOString()}::timestamptz`)),
    );
  return rows.map(({ unreadAt: since, dueAt: due, ...row }) => ({
    event: "letter-unread",
    key: `letter-unread/${row.id}/${since.toISOString()}`,
    ...onReferral(row),
    at: since,
    dueAt: due ?? undefined,
  }));
}

/** Answers by mail or by a partner's system, until a person acts on the referral. */
async function readReferralAnswers(db: Db, at: Date): Promise<Due[]> {
  const { id, referralId, no, act, personId, detail, at: arrivedAt } = referralEvents;
  // An automatic reply has no reader. Its `toRead` is kept for the record.
  const isReply = sql`(${detail}->>'toRead' = 'true' and ${detail}->>'automatic' = 'false')`;
  const place = sql<number>`row_number() over (partition by ${referralId}, ${act} order by ${no})::int`;
  const rows = await db
    .select({
      ...referralColumns,
      eventId: id,
      act,
      outcome: sql<string>`${detail}->>'outcome'`,
      arrivedAt,
      place,
    })
    .from(referralEvents)
    .innerJoin(referrals, eq(referrals.id, referralId))
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .where(
      and(
        isNull(personId),
        gt(arrivedAt, new Date(at.getTime() - answerMs)),
        or(inArray(act, ["answered", "answered-elsewhere"]), isReply),
        isUnhandled(db),
      ),
    );
  return rows
    .filter((row) => row.place <= mostAnswers)
    .map(({ eventId, act: what, outcome, arrivedAt: since, place: _, ...row }) => {
      const event = what === "answered-elsewhere" ? "answer-elsewhere" : "answer-arrived";
      // A partner that acts on the referral is no reason to wake a person at night.
      const urgent = row.urgent && outcome !== "handled";
      return { event, key: `${event}/${eventId}`, ...onReferral(row), urgent, at: since };
    });
}

async function readObjections(db: Db, at: Date): Promise<Due[]> {
  const { id, caseId, dueAt } = objections;
  const { site, category, urgent } = cases;
  const rows = await db
    .select({ id, caseId, dueAt, site, category, urgent })
    .from(objections)
    .innerJoin(cases, eq(cases.id, caseId))
    .where(and(eq(objections.state, "open"), lte(dueAt, new Date(at.getTime() + objectionShare))));
  return rows.map(({ id: subject, dueAt: due, ...row }) => {
    const isOver = at >= due;
    const event = isOver ? "clock-over" : "objection-due";
    return {
      event,
      key: `${event}/${subject}`,
      kind: "objection",
      subject,
      ...row,
      at: isOver ? due : new Date(due.getTime() - objectionShare),
      dueAt: due,
    };
  });
}

/** One per site and kind, of the newest version: one device can count any version as dropped. */
async function readDroppedRecipes(db: Db, at: Date): Promise<Due[]> {
  const byKind = new Map<string, Due>();
  for (const { site, kind, recipeVersion, browser, state } of viewRecipeHealth(
    await readHealthCounts(db, at),
  )) {
    const name = `${site}/${kind}`;
    if (state !== "dropped" || byKind.has(name)) continue;
    const subject = `${name}/${recipeVersion}/${browser}`;
    const key = `recipe-dropped/${subject}`;
    byKind.set(name, { event: "recipe-dropped", key, kind: "recipe", subject, site, urgent: false, at });
  }
  return [...byKind.values()];
}

/** Open questions to the authors of reports, while their case waits for a decision. */
async function readQuestions(db: Db): Promise<Due[]> {
  const rows = await db
    .select({
      id: questions.id,
      at: questions.at,
      personId: reports.personId,
      site: cases.site,
      reportId: reports.id,
    })
    .from(questions)
    .innerJoin(reports, eq(reports.id, questions.reportId))
    .innerJoin(cases, eq(cases.id, questions.caseId))
    .where(and(isNull(questions.answeredAt), isNull(reports.withdrawnAt), pending));
  return rows.map(({ id: subject, reportId, ...row }) => ({
    event: "question-asked",
    key: `question-asked/${subject}`,
    kind: "question",
    subject,
    ...row,
    reference: receiptNumberOf(reportId),
    urgent: false,
  }));
}

/** Unseen mentions in notes. */
async function readMentions(db: Db): Promise<Due[]> {
  const { noteId, personId, seenAt } = noteMentions;
  const { id, site, category, urgent } = cases;
  const rows = await db
    .select({ noteId, personId, at: caseNotes.at, caseId: id, site, category, urgent })
    .from(noteMentions)
    .innerJoin(caseNotes, eq(caseNotes.id, noteId))
    .innerJoin(cases, eq(cases.id, caseNotes.caseId))
    .where(isNull(seenAt));
  return rows.map(({ noteId: subject, ...row }) => ({
    event: "case-mentioned",
    key: `case-mentioned/${subject}/${row.personId}`,
    kind: "note",
    subject,
    ...row,
  }));
}

/** Unseen assignments of cases that wait. Those of one hand-over are one alert, at its first case. */
async function readAssigned(db: Db): Promise<Due[]> {
  const { caseId, personId, handOverId, seenAt, at } = caseAssignments;
  const { site, category, urgent } = cases;
  const rows = await db
    .select({ caseId, personId, handOverId, at, site, category, urgent })
    .from(caseAssignments)
    .innerJoin(cases, eq(cases.id, caseId))
    .where(and(isNull(seenAt), pending))
    .orderBy(asc(at), asc(caseId));
  const byKey = new Map<string, Due>();
  for (const { handOverId: hand, ...row } of rows) {
    const key = `case-assigned/${hand ?? `${row.caseId}/${row.at.toISOString()}`}`;
    const due: Due = { event: "case-assigned", key, kind: "assignment", subject: row.caseId, ...row };
    if (!byKey.has(key)) byKey.set(key, due);
  }
  return [...byKey.values()];
}

/** Acts that wait for a second administrator, once for each who may confirm. An act has no alert once it lapsed. */
async function readWaitingActs(db: Db, at: Date): Promise<Due[]> {
  const { id, state, askedAt, askedBy, personId } = adminActs;
  const [asker, second] = [alias(people, "asker"), alias(people, "second")];
  const since = new Date(at.getTime() - limits.actHours * hourMs);
  const isActive = ({ role, suspendedAt }: typeof asker | typeof second) =>
    and(eq(role, "admin"), isNull(suspendedAt));
  const rows = await db
    .select({ subject: id, at: askedAt, personId: second.id })
    .from(adminActs)
    .innerJoin(asker, and(eq(asker.id, askedBy), isActive(asker)))
    .innerJoin(
      second,
      and(ne(second.id, askedBy), sql`${second.id} is distinct from ${personId}`, isActive(second)),
    )
    .where(and(eq(state, "waiting"), gt(askedAt, since)));
  return rows.map((row) => ({
    event: "admin-act-waiting",
    key: `admin-act-waiting/${row.subject}/${row.personId}`,
    kind: "admin-act",
    ...row,
    // Names of people are left out of mail.
    reference: "",
    urgent: false,
    dueAt: new Date(row.at.getTime() + limits.actHours * hourMs),
  }));
}

const oftenMs = 5_000;

/** Reads join tables of earlier domains; a further watch is one more entry. */
export const watches: readonly Watch[] = [
  {
    events: ["case-urgent"],
    everyMs: oftenMs,
    reads: [readUrgentCases, readWaitingProposals],
    readEnded: readEndedUrgent,
  },
  {
    events: ["clock-warning", "clock-over", "objection-due"],
    everyMs: oftenMs,
    reads: [
      readCaseClocks,
      readRequestClocks,
      readReferralClocks,
      readObjections,
      readLateChecks,
      readLateWatches,
      readActNeeded,
    ],
  },
  {
    events: ["letter-undelivered"],
    everyMs: oftenMs,
    reads: [
      readUnwrittenLetters,
      readWithdrawnLetters,
      readUndelivered,
      readUndeliveredReferrals,
      readDoubtedBounces,
      readDoubtedReferralBounces,
    ],
  },
  { events: ["letter-unread"], everyMs: oftenMs, reads: [readUnread, readUnreadReferrals] },
  // Events have no index by time.
  { events: ["answer-arrived", "answer-elsewhere"], everyMs: 4 * oftenMs, reads: [readReferralAnswers] },
  { events: ["question-asked"], everyMs: oftenMs, reads: [readQuestions] },
  { events: ["case-mentioned", "case-assigned"], everyMs: oftenMs, reads: [readMentions, readAssigned] },
  { events: ["admin-act-waiting"], everyMs: oftenMs, reads: [readWaitingActs] },
  // Counts arrive a few times a day, and their reading is slow.
  { events: ["recipe-dropped"], everyMs: 60_000, reads: [readDroppedRecipes] },
];
