/** People's acts on a referral: mark a letter as delivered by hand, use another channel, close it. */

import { eq } from "drizzle-orm";
import type {
  ReferralChannelInput,
  ReferralClosingInput,
  ReferralSentInput,
} from "../../../utils/shared/contract/referral.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import { partnerChannels, referralLetters, referrals } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { actOf } from "../../delivery/letter-events.ts";
import {
  cancelWaiting,
  isBeingSent,
  isByHand,
  isForPerson,
  saveByHand,
} from "../../delivery/letter-queue.ts";
import { actOnReferral, checkEnding, type SavedReferral, saveReferralEvent } from "./change-referral.ts";
import { findPartnerChannel } from "./partner-channels.ts";
import { lastReferralLetter, mailHostOf, newReferralLetter } from "./referral-letters.ts";

interface Acting {
  actor: Actor;
  at: Date;
}

/**
 * Problem: `referral-changed` if no such letter waits for a person. One whose referral was withdrawn can still be marked:
 * it may have been delivered just before, and the partner then gets a withdrawal.
 */
export function markReferralSent(
  db: Db,
  ref: Ref,
  input: ReferralSentInput,
  { actor, at }: Acting,
): Promise<Result<SavedReferral>> {
  return actOnReferral(db, ref, actOf(input, { actor, at }), async (tx, locked, saying) => {
    if (input.note !== undefined && locked.row.withheld) return fail("note-not-allowed");
    const letter = await lastReferralLetter(tx, locked.referral.id, input.letter);
    const isWaiting =
      letter !== undefined &&
      (await isForPerson({ owner: locked.referral, letter, first: "referral" }, () =>
        readChannel(tx, letter.channelId),
      ));
    if (!isWaiting) return fail("referral-changed", letter?.state);
    await saveByHand(tx, referralLetters, letter, at);
    const note = input.note === undefined ? {} : { note: input.note };
    const detail = { letterId: letter.id, letter: letter.letter, round: letter.round, byHand: true, ...note };
    const aside = input.letter !== "referral";
    return saveReferralEvent(tx, locked, { type: "sent", at }, { ...saying, detail, aside });
  });
}

async function readChannel(tx: Db, rowId: string | null) {
  if (rowId === null) return undefined;
  const [used] = await tx.select().from(partnerChannels).where(eq(partnerChannels.rowId, rowId));
  return used?.channel;
}

/** Creates the next round and cancels the previous one if it still waits. */
export function changeReferralChannel(
  db: Db,
  ref: Ref,
  input: ReferralChannelInput,
  { actor, at }: Acting,
): Promise<Result<SavedReferral>> {
  return actOnReferral(db, ref, actOf(input, { actor, at }), async (tx, locked, saying) => {
    const { referral } = locked;
    const channel = await findPartnerChannel(tx, referral.partner, input.channel);
    if (!channel) return fail("no-channel");
    const last = await lastReferralLetter(tx, referral.id, "referral");
    if (isBeingSent(last, at)) return fail("referral-changed", "it is being sent", "later");
    if (!last) throw new Error(`referral ${referral.id} has no letter`);
    const round = last.round + 1;
    const host = mailHostOf(last);
    const event = { type: "channel-changed", at, byHand: isByHand(channel.channel) } as const;
    const saved = await saveReferralEvent(tx, locked, event, {
      ...saying,
      detail: { channel: channel.id, row: channel.rowId, round },
    });
    if (!saved.ok) return saved;
    await cancelWaiting(tx, referralLetters, eq(referralLetters.id, last.id), at);
    await tx
      .insert(referralLetters)
      .values(newReferralLetter({ referral, letter: "referral", round, channel, at, host }));
    await tx.update(referrals).set({ channelId: channel.rowId }).where(eq(referrals.id, referral.id));
    return ok({ ...saved.value, referral: { ...saved.value.referral, channelId: channel.rowId } });
  });
}

/** Problems: those of `checkEnding`. */
export function closeReferral(
  db: Db,
  ref: Ref,
  input: ReferralClosingInput,
  { actor, at }: Acting,
): Promise<Result<SavedReferral>> {
  return actOnReferral(db, ref, actOf(input, { actor, at }), async (tx, locked, saying) => {
    const allowed = await checkEnding(tx, locked, actor.personId);
    if (!allowed.ok) return allowed;
    const event = { type: "closed", at, reason: input.reason } as const;
    return saveReferralEvent(tx, locked, event, { ...saying, detail: {} });
  });
}
