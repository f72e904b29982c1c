/** The queue of letters to partners, for the delivery worker. */

import { and, eq, inArray } from "drizzle-orm";
import type { PartnerChannel } from "../../../utils/shared/contract/partner-channel.ts";
import { referralLetterKind } from "../../../utils/shared/contract/referral-state.ts";
import type { ReferralLetterRecord, ReferralRecord } from "../../db/rows.ts";
import { partnerChannels, referralEvents, referralLetters, referrals } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import {
  createDeliveryWorker,
  type DeliveryParts,
  type DispatchResult,
  type DispatchWorker,
} from "../../delivery/deliver-letters.ts";
import { finishLetter, type LetterOwner, type OwnedLetter } from "../../delivery/letter-events.ts";
import { leasedLetters } from "../../delivery/letter-queue.ts";
import type { OutgoingMessage } from "../../delivery/send-message.ts";
import { isReferralLetterWanted } from "../referral-states.ts";
import { type LockedReferral, referralOwner, saveReferralEvent } from "./change-referral.ts";
import { followChangedPartnerChannel } from "./partner-channels.ts";
import {
  isReferralLetterDue,
  type LeasedReferralLetter,
  lastReferralLetter,
  leaseReferralLetter,
} from "./referral-letters.ts";

/** Writes a letter of a referral for delivery. */
export type WriteReferral = (
  referral: ReferralRecord,
  letter: ReferralLetterRecord,
  language: PartnerChannel["language"],
) => Promise<OutgoingMessage>;

export interface ReferralDelivery extends DeliveryParts {
  write: WriteReferral;
}

export function createReferralWorker({ write, ...parts }: ReferralDelivery): DispatchWorker {
  return createDeliveryWorker<LeasedReferralLetter>(parts, {
    lease: leaseReferralLetter,
    async read(db, { dispatch, channel }) {
      const [referral] = await db.select().from(referrals).where(eq(referrals.id, dispatch.referralId));
      if (!referral) throw new Error(`referral ${dispatch.referralId} is missing`);
      return write(referral, dispatch, channel.language);
    },
    isStillWanted: isReferralLetterDue,
    ...leasedLetters(referralLetters, followChangedPartnerChannel),
    finish: (db, { dispatch }, result) => finishReferralLetter(db, dispatch, result),
  });
}

/** Records a letter's final result. A referral withdrawn while it was sent is followed by a withdrawal. */
export function finishReferralLetter(
  db: Db,
  { id, referralId }: Pick<ReferralLetterRecord, "id" | "referralId">,
  result: DispatchResult,
): Promise<void> {
  return finishLetter(db, referralLettersOwner, { id, ownerId: referralId }, result);
}

const owned = (letter: ReferralLetterRecord): OwnedLetter => ({ ...letter, ownerId: letter.referralId });

export const referralLettersOwner: LetterOwner<LockedReferral> = {
  ...referralOwner,
  table: referralLetters,
  save: saveReferralEvent,
  clockOf: ({ referral }) => referral,
  isWanted: ({ referral }, letter) =>
    isReferralLetterWanted(referralLetterKind.parse(letter), referral.state),
  // Only the partner's own answer shows that the letter arrived.
  seemsArrived: async () => false,
  async lockLetter(tx, id) {
    const [letter] = await tx.select().from(referralLetters).where(eq(referralLetters.id, id)).for("update");
    return letter && owned(letter);
  },
  async findLetter(tx, which) {
    const [row] = await tx
      .select({ letter: referralLetters, channel: partnerChannels.channel })
      .from(referralLetters)
      .innerJoin(partnerChannels, eq(partnerChannels.rowId, referralLetters.channelId))
      .where(which)
      .limit(1);
    return row && { letter: owned(row.letter), channel: row.channel };
  },
  lastLetter: (tx, referralId, letter) =>
    lastReferralLetter(tx, referralId, referralLetterKind.parse(letter)),
  async readRefusals(tx, referralId) {
    const rows = await tx
      .select({ detail: referralEvents.detail })
      .from(referralEvents)
      .where(
        and(eq(referralEvents.referralId, referralId), inArray(referralEvents.act, ["sent", "bounced"])),
      );
    return rows.map(({ detail }) => detail);
  },
  detailOf: ({ id, letter, round }) => ({ id: { letterId: id, letter, round }, channel: {} }),
};
