/** The queue of letters to partners, for the delivery worker. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { PartnerChannel } from "../../../utils/shared/contract/partner-channel.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { anyScope } from "../../core/scope.ts";
import type { ReferralLetterRecord, ReferralRecord } from "../../db/rows.ts";
import { referralLetters, referrals } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import {
  createDeliveryWorker,
  type DeliveryParts,
  type DispatchResult,
  type DispatchWorker,
} from "../../delivery/deliver-letters.ts";
import { leasedLetters, saveResult } from "../../delivery/letter-queue.ts";
import type { OutgoingMessage } from "../../delivery/send-message.ts";
import { lockReferral, saveReferralEvent } from "./change-referral.ts";
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
    ...leasedLetters(referralLetters),
    finish: (db, { dispatch }, result) => finishReferralLetter(db, dispatch, result),
  });
}

/** The intake's name in records. */
const intakeActor = "intake";

/** Idempotent; the first caller wins. A referral withdrawn while it was sent is followed by a withdrawal. */
export function finishReferralLetter(
  db: Db,
  { id, referralId }: Pick<ReferralLetterRecord, "id" | "referralId">,
  { outcome, answer, at }: DispatchResult,
): Promise<void> {
  return db.transaction(async (tx) => {
    const locked = await lockReferral(tx, { id: referralId, scope: anyScope });
    const [letter] = await tx.select().from(referralLetters).where(eq(referralLetters.id, id)).for("update");
    if (!locked || !letter) throw new Error(`letter ${id} is missing`);
    if (letter.state === "sent" || letter.state === "failed") return;
    await saveResult(tx, referralLetters, id, { outcome, answer, at });
    const { letter: kind, round, attempts } = letter;
    const detail = { letterId: id, letter: kind, round, attempts, answer };
    const last = await lastReferralLetter(tx, referralId, kind);
    const saved = await saveReferralEvent(
      tx,
      locked,
      { type: outcome === "sent" ? "sent" : "send-failed", at },
      {
        id: randomUUID(),
        digest: await digestJson(detail),
        at,
        by: intakeActor,
        detail,
        // Only the referral itself has a clock, and the failure of an older round does not affect the next.
        aside: kind !== "referral" || (outcome === "failed" && last?.id !== id),
      },
    );
    if (!saved.ok) throw new Error(`letter ${id}: ${saved.problem.code}`);
  });
}
