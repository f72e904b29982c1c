/** The letters to partners: new ones, leases, and whether one is still wanted. */

import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { PartnerChannel } from "../../../utils/shared/contract/partner-channel.ts";
import type { ReferralLetterKind } from "../../../utils/shared/contract/referral-state.ts";
import type { ReferralLetterRecord, ReferralRecord } from "../../db/rows.ts";
import { partnerChannels, referralLetters, referrals } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { Lease } from "../../delivery/deliver-letters.ts";
import {
  cancelWaiting,
  holdLetter,
  isDue,
  isStillLeased,
  mayHaveLeft,
  newDelivery,
} from "../../delivery/letter-queue.ts";
import { isReferralLetterWanted } from "../referral-states.ts";

export interface NewReferralLetter {
  referral: Pick<ReferralRecord, "id" | "spot">;
  letter: ReferralLetterKind;
  /** From 1. */
  round: number;
  /** Null if none is configured; a person then delivers the letter. */
  channel: { rowId: string; channel: PartnerChannel } | null;
  at: Date;
  /** Host part of Message-IDs; `intake.mailHost`. */
  host: string;
}

export function newReferralLetter({
  referral: { id: referralId, spot },
  channel,
  host,
  at,
  ...given
}: NewReferralLetter): ReferralLetterRecord {
  const channelId = channel?.rowId ?? null;
  return { ...given, referralId, spot, channelId, ...newDelivery({ channel: channel?.channel, at, host }) };
}

/** Host part of a letter's Message-ID. */
export function mailHostOf({ messageId }: Pick<ReferralLetterRecord, "messageId">): string {
  return messageId.slice(messageId.lastIndexOf("@") + 1, -1);
}

export interface LeasedReferralLetter {
  dispatch: ReferralLetterRecord;
  channel: PartnerChannel;
  leaseUntil: Date;
}

export function leaseReferralLetter(db: Db, lease: Lease): Promise<LeasedReferralLetter | undefined> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({ dispatch: referralLetters, channel: partnerChannels.channel })
      .from(referralLetters)
      .innerJoin(partnerChannels, eq(partnerChannels.rowId, referralLetters.channelId))
      .innerJoin(referrals, eq(referrals.id, referralLetters.referralId))
      .where(isDue(referralLetters, partnerChannels.channel, lease))
      .orderBy(desc(referrals.urgent), asc(referralLetters.nextAt), asc(referralLetters.id))
      .limit(1)
      .for("update", { of: referralLetters, skipLocked: true });
    return row && { ...row, ...(await holdLetter(tx, referralLetters, row.dispatch, lease)) };
  });
}

/** False if this process lost the lease, or the referral ended. */
export async function isReferralLetterDue(db: Db, taken: LeasedReferralLetter): Promise<boolean> {
  const { id, letter } = taken.dispatch;
  const [now] = await db
    .select({
      referral: referrals.state,
      state: referralLetters.state,
      leaseUntil: referralLetters.leaseUntil,
    })
    .from(referralLetters)
    .innerJoin(referrals, eq(referrals.id, referralLetters.referralId))
    .where(eq(referralLetters.id, id));
  return now !== undefined && isStillLeased(now, taken) && isReferralLetterWanted(letter, now.referral);
}

/** Cancels waiting letters under the referral's lock. */
export function cancelReferralLetters(
  tx: Db,
  referralId: string,
  letters: readonly ReferralLetterKind[],
  at: Date,
): Promise<void> {
  const which = and(
    eq(referralLetters.referralId, referralId),
    inArray(referralLetters.letter, [...letters]),
  );
  return cancelWaiting(tx, referralLetters, which, at);
}

/** The letter's last round. Needs the referral's lock. */
export async function lastReferralLetter(
  tx: Db,
  referralId: string,
  letter: ReferralLetterKind,
): Promise<ReferralLetterRecord | undefined> {
  const [last] = await tx
    .select()
    .from(referralLetters)
    .where(and(eq(referralLetters.referralId, referralId), eq(referralLetters.letter, letter)))
    .orderBy(desc(referralLetters.round))
    .limit(1);
  return last;
}

/** Whether an attempt to send the referral had no result. Needs its lock, after its waiting letters were cancelled. */
export async function mayReferralHaveLeft(tx: Db, referralId: string): Promise<boolean> {
  const own = and(eq(referralLetters.referralId, referralId), eq(referralLetters.letter, "referral"));
  return (await tx.$count(referralLetters, and(own, mayHaveLeft(referralLetters)))) > 0;
}

/** A channel's API key may answer only its own referrals; false without a channel. */
export async function wasReferredVia(
  db: Db,
  referralId: string,
  channel: string | undefined,
): Promise<boolean> {
  if (channel === undefined) return false;
  const [row] = await db
    .select({ id: referralLetters.id })
    .from(referralLetters)
    .innerJoin(partnerChannels, eq(partnerChannels.rowId, referralLetters.channelId))
    .where(and(eq(referralLetters.referralId, referralId), eq(partnerChannels.id, channel)))
    .limit(1);
  return row !== undefined;
}
