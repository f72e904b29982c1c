/** Finds the referral that a mail concerns and records the mail's result. */

import { and, eq, inArray } from "drizzle-orm";
import type { PartnerChannel } from "../../../utils/shared/contract/partner-channel.ts";
import { anyScope } from "../../core/scope.ts";
import type { ReferralLetterRecord } from "../../db/rows.ts";
import { partnerChannels, referralEvents, referralLetters } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { dispatchOf } from "../../delivery/envelope.ts";
import {
  hasReachedNone,
  isNoteOnly,
  type MailedLetter,
  mailDetail,
  mailEvent,
  mailEventId,
} from "../../delivery/mail-record.ts";
import type { InboundMail } from "../../delivery/read-mail.ts";
import { findEarlierReferralEvent, lockReferral, saveReferralEvent } from "./change-referral.ts";
import { markReferralBounced } from "./referral-acts.ts";
import { lastReferralLetter } from "./referral-letters.ts";

/** Contains ids only. `noted` means that it was recorded without changing the state. */
export interface ReferralMailOutcome {
  referral?: string;
  what: InboundMail["what"];
  noted: boolean;
}

interface MailLetter extends MailedLetter {
  letter: ReferralLetterRecord;
  channel: PartnerChannel;
}

/** Returns no `referral` if the mail concerns none. A person reads a reply and records the answer. */
export function recordReferralMail(db: Db, mail: InboundMail, at: Date): Promise<ReferralMailOutcome> {
  return db.transaction(async (tx) => {
    const { what } = mail;
    const about = await findLetter(tx, mail);
    if (!about || what === "waiting") return { what, noted: false };
    const locked = await lockReferral(tx, { id: about.letter.referralId, scope: anyScope });
    if (!locked) return { what, noted: false };
    const referral = locked.referral.id;
    const { id: letterId, letter, round } = about.letter;
    const id = mailEventId(mail, letterId);
    const said = await findEarlierReferralEvent(tx, referral, { id, digest: mail.sha256 });
    if (said) return { referral, what, noted: said.ok && said.value.noted };
    const aside = isNoteOnly(mail, about) || (what === "bounced" && !(await hasAllBounced(tx, about, mail)));
    const saved = await saveReferralEvent(tx, locked, mailEvent(what, at), {
      id,
      digest: mail.sha256,
      at,
      by: about.channel.id,
      aside,
      detail: { ...mailDetail(mail), letterId, letter, round },
    });
    if (!saved.ok) throw new Error(`mail about ${referral}: ${saved.problem.code}`);
    const { noted } = saved.value;
    if (what === "bounced" && !noted) await markReferralBounced(tx, referral);
    return { referral, what, noted };
  });
}

async function findLetter(tx: Db, { about, envelope }: InboundMail): Promise<MailLetter | undefined> {
  const id = envelope === undefined ? undefined : await dispatchOf(tx, envelope);
  const named = id === undefined ? inArray(referralLetters.messageId, about) : eq(referralLetters.id, id);
  const [found] = await tx
    .select({ letter: referralLetters, channel: partnerChannels.channel })
    .from(referralLetters)
    .innerJoin(partnerChannels, eq(partnerChannels.rowId, referralLetters.channelId))
    .where(named)
    .limit(1);
  return found && { ...found, isFirst: found.letter.letter === "referral", isProven: id !== undefined };
}

/** Tells whether the referral's last round reached none of its addresses. */
async function hasAllBounced(tx: Db, { letter, channel }: MailLetter, mail: InboundMail): Promise<boolean> {
  const { id, referralId } = letter;
  if (letter.letter !== "referral" || channel.kind !== "email") return false;
  if ((await lastReferralLetter(tx, referralId, "referral"))?.id !== id) return false;
  const bounces = await tx
    .select({ detail: referralEvents.detail })
    .from(referralEvents)
    .where(and(eq(referralEvents.referralId, referralId), eq(referralEvents.act, "bounced")));
  const earlier = bounces.map(({ detail }) => detail).filter((detail) => detail.letterId === id);
  return hasReachedNone(channel, mail, earlier);
}
