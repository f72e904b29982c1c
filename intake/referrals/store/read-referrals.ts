/** Reads referrals: one with its letters and events, or a list. */

import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { PartnerChannel } from "../../../utils/shared/contract/partner-channel.ts";
import type { ReferralFilter } from "../../../utils/shared/contract/referral.ts";
import {
  maxReminders,
  type ReferralClock,
  type ReferralClockInput,
  referralClock,
} from "../../../utils/shared/policy/referral-clock.ts";
import type { WaitingCount } from "../../core/health-facts.ts";
import type { CaseScope, Ref } from "../../core/scope.ts";
import { neverDue } from "../../db/paging.ts";
import type { ReferralLetterRecord, ReferralRecord } from "../../db/rows.ts";
import { cases, partnerChannels, referralEvents, referralLetters, referrals } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { countLetters } from "../../delivery/letter-queue.ts";
import { openReferralStates } from "../referral-states.ts";

export interface ListedLetter {
  letter: ReferralLetterRecord;
  channel: PartnerChannel | null;
}

export interface ListedReferral {
  referral: ReferralRecord;
  channel: PartnerChannel | null;
  withheld: boolean;
  /** Oldest first. */
  letters: ListedLetter[];
}

interface ReferralQuery extends ReferralFilter {
  scope: CaseScope;
  after?: { at: Date; id: string } | undefined;
  limit: number;
  /** Now; decides what is late. */
  at: Date;
}

/** Unsent referrals come last. */
const dueOrLast = sql<Date>`coalesce(${referrals.dueAt}, ${neverDue.toISOString()}::timestamptz)`;

/** True for lists that are sorted by due time; others are sorted newest first. */
export function isByDue(state: ReferralFilter["state"]): boolean {
  return state === "open" || state === "needs" || state === "running" || state === "late";
}

/** Returns one row more than the limit if there are more. */
export async function listReferrals(
  db: Db,
  { scope, state, partner, caseId, after, limit, at }: ReferralQuery,
): Promise<ListedReferral[]> {
  const isOpen = isByDue(state);
  const rows = await select(db)
    .where(
      and(
        casesIn(db, scope),
        state && isInState(state, at),
        partner && eq(referrals.partner, partner),
        caseId === undefined ? undefined : rowsOfCase(referrals, caseId),
        after && (isOpen ? afterDue(after) : beforeMade(after)),
      ),
    )
    .orderBy(...(isOpen ? [asc(dueOrLast), asc(referrals.id)] : [desc(referrals.madeAt), desc(referrals.id)]))
    .limit(limit + 1);
  return withLetters(db, rows);
}

function isInState(state: NonNullable<ReferralFilter["state"]>, at: Date): SQL | undefined {
  // A withdrawn referral stays open while a person must deliver its withdrawal.
  const waits = sql`exists (select 1 from ${referralLetters} waiting
    where waiting.referral_id = ${referrals.id} and waiting.state = 'by-hand')`;
  const open = or(inArray(referrals.state, [...openReferralStates]), waits);
  const needs = or(inArray(referrals.state, ["undelivered", "by-hand"]), waits, isStuck(at));
  switch (state) {
    case "open":
      return open;
    case "needs":
      return needs;
    case "running":
      return and(open, sql`(${needs}) is not true`);
    case "late":
      return and(eq(referrals.state, "sent"), lte(referrals.dueAt, at));
    case "ended":
      return inArray(referrals.state, ["closed", "withdrawn"]);
    default:
      return eq(referrals.state, state);
  }
}

/** The partner did not acknowledge in time, or did not answer after the last reminder; as in `referralClock`. */
function isStuck(at: Date): SQL | undefined {
  const now = sql`${at.toISOString()}::timestamptz`;
  const { sentAt, acknowledgeHours, dueAt, answerDays, acknowledgedAt } = referrals;
  return and(
    eq(referrals.state, "sent"),
    or(
      and(isNull(acknowledgedAt), sql`${sentAt} + ${acknowledgeHours} * interval '1 hour' <= ${now}`),
      sql`${dueAt} + ${answerDays} * ${24 * maxReminders}::int * interval '1 hour' <= ${now}`,
    ),
  );
}

function afterDue({ at, id }: { at: Date; id: string }): SQL | undefined {
  const due = sql`${at.toISOString()}::timestamptz`;
  return or(sql`${dueOrLast} > ${due}`, and(sql`${dueOrLast} = ${due}`, gt(referrals.id, id)));
}

function beforeMade({ at, id }: { at: Date; id: string }): SQL | undefined {
  return or(lt(referrals.madeAt, at), and(eq(referrals.madeAt, at), lt(referrals.id, id)));
}

function select(db: Db) {
  return db
    .select({ referral: referrals, channel: partnerChannels.channel, withheld: cases.withheld })
    .from(referrals)
    .innerJoin(cases, eq(cases.id, referrals.caseId))
    .leftJoin(partnerChannels, eq(partnerChannels.rowId, referrals.channelId));
}

async function withLetters(
  db: Db,
  rows: readonly Omit<ListedReferral, "letters">[],
): Promise<ListedReferral[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ referral: { id } }) => id);
  const letters = await db
    .select({ letter: referralLetters, channel: partnerChannels.channel })
    .from(referralLetters)
    .leftJoin(partnerChannels, eq(partnerChannels.rowId, referralLetters.channelId))
    .where(inArray(referralLetters.referralId, ids))
    .orderBy(asc(referralLetters.at), asc(referralLetters.round));
  return rows.map((row) => ({
    ...row,
    letters: letters.filter(({ letter }) => letter.referralId === row.referral.id),
  }));
}

export interface LateReferrals {
  /** Time of sending and clock of each open referral that was sent. */
  clocks: { dueAt: Date | null; clock: ReferralClock }[];
  undelivered: number;
  /** Letters that a person must deliver. */
  byHand: WaitingCount;
}

/** Referrals that wait for people or partners, for monitoring. Does not read the letters. */
export async function readLateReferrals(db: Db, at: Date): Promise<LateReferrals> {
  const { state, sentAt, dueAt, acknowledgedAt, acknowledgeHours, answerDays } = referrals;
  const rows = await db
    .select({ state, sentAt, dueAt, acknowledgedAt, acknowledgeHours, answerDays })
    .from(referrals)
    .where(eq(state, "sent"));
  return {
    clocks: rows.map((row) => ({ dueAt: row.dueAt, clock: referralClock(toClocked(row), at.getTime()) })),
    undelivered: await db.$count(referrals, eq(state, "undelivered")),
    byHand: await countLetters(db, referralLetters, ["by-hand"]),
  };
}

function toClocked({
  state,
  sentAt,
  dueAt,
  acknowledgedAt,
  acknowledgeHours,
  answerDays,
}: ClockedColumns): ReferralClockInput {
  return {
    state,
    acknowledgeHours,
    answerDays,
    sentAt: sentAt?.toISOString(),
    dueAt: dueAt?.toISOString(),
    acknowledgedAt: acknowledgedAt?.toISOString(),
  };
}

type ClockedColumns = Pick<
  ReferralRecord,
  "state" | "sentAt" | "dueAt" | "acknowledgedAt" | "acknowledgeHours" | "answerDays"
>;

export interface ReferralParts extends ListedReferral {
  events: (typeof referralEvents.$inferSelect)[];
}

/** Returns undefined also if the referral is out of scope. */
export async function readReferral(db: Db, { id, scope }: Ref): Promise<ReferralParts | undefined> {
  const rows = await select(db).where(and(eq(referrals.id, id), casesIn(db, scope)));
  const [row] = await withLetters(db, rows);
  if (!row) return undefined;
  const events = await db
    .select()
    .from(referralEvents)
    .where(eq(referralEvents.referralId, id))
    .orderBy(asc(referralEvents.no));
  return { ...row, events };
}
