/** Referrals to partners: letters that do not arrive, time limits, and answers that no person has acted on. */

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
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { maxReminders } from "../../../../utils/shared/policy/referral-clock.ts";
import { cases, referralEvents, referralLetters, referrals } from "../../../db/schema/index.ts";
import type { Db } from "../../../db/store.ts";
import { clockEvent, type Due, hourMs, isNearlyOver } from "./condition.ts";
import { answerMs, isToCheck, lateLetters } from "./letters.ts";
import type { RequestPart } from "./requests.ts";

/** Maximum open alerts of one kind about a referral, so that a partner's system cannot flood people. */
const mostAnswers = 5;

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
export async function readReferralClocks(db: Db, at: Date): Promise<Due[]> {
  const { state, sentAt, dueAt, answerDays } = referrals;
  const rows = await db
    .select({ ...referralColumns, sentAt, dueAt, answerDays })
    .from(referrals)
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .where(and(eq(state, "sent"), isNotNull(dueAt), isNotNull(sentAt), isNearlyOver(sentAt, dueAt, at)));
  return rows.flatMap(({ sentAt: start, dueAt: limit, answerDays: days, ...row }) => {
    const last = limit && new Date(limit.getTime() + maxReminders * days * 24 * hourMs);
    const due = last && at >= last ? last : limit;
    const clock = start && due && clockEvent({ kind: "referral", id: row.id, start, due }, at);
    return clock ? [{ ...onReferral(row), ...clock }] : [];
  });
}

/** Wanted letters to partners that failed, or that the intake or a person did not send for a long time. */
export async function readUndeliveredReferrals(db: Db, at: Date): Promise<Due[]> {
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
  const { isUnsent, isByHand } = lateLetters({ queuedAt, state, attempts, urgent: referrals.urgent }, at);
  const rows = await db
    .select({ ...referralColumns, letterId: id, queuedAt })
    .from(referralLetters)
    .innerJoin(referrals, eq(referrals.id, referralId))
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .where(and(isWanted, or(eq(state, "failed"), isUnsent, isByHand), sql`not ${isReplaced}`));
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
export async function readDoubtedReferralBounces(db: Db, at: Date): Promise<Due[]> {
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
export async function readUnreadReferrals(db: Db, at: Date): Promise<Due[]> {
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
export async function readReferralAnswers(db: Db, at: Date): Promise<Due[]> {
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
