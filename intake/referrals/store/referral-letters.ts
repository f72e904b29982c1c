/** The queue of letters to partners: what waits, leases and results. */

import { randomUUID } from "node:crypto";
import { and, asc, desc, eq, inArray, lte, or, sql } from "drizzle-orm";
import type { PartnerChannel } from "../../../utils/shared/contract/partner-channel.ts";
import type { ReferralLetterKind } from "../../../utils/shared/contract/referral-state.ts";
import type { ReferralLetterRecord } from "../../db/rows.ts";
import { partnerChannels, referralLetters, referrals } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { Lease } from "../../delivery/deliver-letters.ts";
import { isReferralLetterWanted } from "../referral-states.ts";

export interface NewReferralLetter {
  referralId: string;
  letter: ReferralLetterKind;
  /** From 1. */
  round: number;
  /** Null if none is configured; a person then delivers the letter. */
  channel: { rowId: string; channel: PartnerChannel } | null;
  at: Date;
  /** Host part of Message-IDs; `intake.mailHost`. */
  host: string;
}

export function isDeliveredByHand(channel: Pick<PartnerChannel, "kind"> | undefined | null): boolean {
  return !channel || channel.kind === "form";
}

export function newReferralLetter({ channel, host, ...given }: NewReferralLetter): ReferralLetterRecord {
  const byHand = isDeliveredByHand(channel?.channel);
  return {
    id: randomUUID(),
    ...given,
    channelId: channel?.rowId ?? null,
    attempts: 0,
    messageId: `<${randomUUID()}@${host}>`,
    state: byHand ? "by-hand" : "queued",
    nextAt: byHand ? null : given.at,
    leaseUntil: null,
    sentAt: null,
    answer: null,
  };
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

export function leaseReferralLetter(
  db: Db,
  { at, kinds, leaseMs }: Lease,
): Promise<LeasedReferralLetter | undefined> {
  return db.transaction(async (tx) => {
    const [found] = await tx
      .select({ dispatch: referralLetters, channel: partnerChannels.channel })
      .from(referralLetters)
      .innerJoin(partnerChannels, eq(partnerChannels.rowId, referralLetters.channelId))
      .innerJoin(referrals, eq(referrals.id, referralLetters.referralId))
      .where(
        and(
          inArray(referralLetters.state, ["queued", "sending"]),
          lte(referralLetters.nextAt, at),
          inArray(sql`${partnerChannels.channel}->>'kind'`, [...kinds]),
        ),
      )
      .orderBy(desc(referrals.urgent), asc(referralLetters.nextAt), asc(referralLetters.id))
      .limit(1)
      .for("update", { of: referralLetters, skipLocked: true });
    if (!found) return undefined;
    const { dispatch, channel } = found;
    const leaseUntil = new Date(at.getTime() + leaseMs);
    const held = {
      state: "sending",
      leaseUntil,
      nextAt: leaseUntil,
      attempts: dispatch.attempts + 1,
    } as const;
    await tx.update(referralLetters).set(held).where(eq(referralLetters.id, dispatch.id));
    return { dispatch: { ...dispatch, ...held }, channel, leaseUntil };
  });
}

/** False if this process lost the lease, or the referral ended. */
export async function isReferralLetterDue(
  db: Db,
  { dispatch, leaseUntil }: LeasedReferralLetter,
): Promise<boolean> {
  const [now] = await db
    .select({ state: referrals.state, held: referralLetters.state, leaseUntil: referralLetters.leaseUntil })
    .from(referralLetters)
    .innerJoin(referrals, eq(referrals.id, referralLetters.referralId))
    .where(eq(referralLetters.id, dispatch.id));
  const isOurs = now?.held === "sending" && now.leaseUntil?.getTime() === leaseUntil.getTime();
  return isOurs && isReferralLetterWanted(dispatch.letter, now.state);
}

/** Matches only while this process has the lease. */
const isLeasedBy = ({ dispatch, leaseUntil }: LeasedReferralLetter) =>
  and(
    eq(referralLetters.id, dispatch.id),
    eq(referralLetters.state, "sending"),
    eq(referralLetters.leaseUntil, leaseUntil),
  );

export async function cancelReferralLetter(db: Db, taken: LeasedReferralLetter): Promise<void> {
  const over = { state: "cancelled", leaseUntil: null, nextAt: null } as const;
  await db.update(referralLetters).set(over).where(isLeasedBy(taken));
}

export async function requeueReferralLetter(
  db: Db,
  taken: LeasedReferralLetter,
  nextAt: Date,
  answer: string,
): Promise<void> {
  const waits = { state: "queued", leaseUntil: null, nextAt, answer } as const;
  await db.update(referralLetters).set(waits).where(isLeasedBy(taken));
}

/** Cancels waiting letters under the referral's lock. Leaves a letter under a live lease to its sender. */
export async function cancelReferralLetters(
  tx: Db,
  referralId: string,
  letters: readonly ReferralLetterKind[],
  at: Date,
): Promise<void> {
  const abandoned = and(eq(referralLetters.state, "sending"), lte(referralLetters.leaseUntil, at));
  await tx
    .update(referralLetters)
    .set({ state: "cancelled", nextAt: null, leaseUntil: null })
    .where(
      and(
        eq(referralLetters.referralId, referralId),
        inArray(referralLetters.letter, [...letters]),
        or(inArray(referralLetters.state, ["queued", "by-hand"]), abandoned),
      ),
    );
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

/** A channel's API key may answer only its own referrals; false without a channel. */
export async function wasReferredVia(
  db: Db,
  referralId: string,
  channel: string | undefined,
): Promise<boolean> {
  if (channel === undefined) return false;
  const [found] = await db
    .select({ id: referralLetters.id })
    .from(referralLetters)
    .innerJoin(partnerChannels, eq(partnerChannels.rowId, referralLetters.channelId))
    .where(and(eq(referralLetters.referralId, referralId), eq(partnerChannels.id, channel)))
    .limit(1);
  return found !== undefined;
}
