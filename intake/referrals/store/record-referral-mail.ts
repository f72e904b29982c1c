/** Finds the referral that a mail concerns and records the mail's result. */

import { and, eq, inArray } from "drizzle-orm";
import type { PartnerChannel } from "../../../utils/shared/contract/partner-channel.ts";
import { uuidOf } from "../../core/digest.ts";
import { anyScope } from "../../core/scope.ts";
import type { ReferralLetterRecord } from "../../db/rows.ts";
import { partnerChannels, referralEvents, referralLetters } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { dispatchOf } from "../../delivery/envelope.ts";
import type { InboundMail } from "../../delivery/read-mail.ts";
import type { ReferralEvent } from "../referral-states.ts";
import { findEarlierReferralEvent, lockReferral, saveReferralEvent } from "./change-referral.ts";
import { markReferralBounced } from "./referral-acts.ts";

/** Contains ids only. `noted` means that it was recorded without changing the state. */
export interface ReferralMailOutcome {
  referral?: string;
  what: InboundMail["what"];
  noted: boolean;
}

interface MailLetter {
  letter: ReferralLetterRecord;
  channel: PartnerChannel;
  /** True if it quotes the envelope id, which only mail servers know, so a mail server wrote it. */
  isProven: boolean;
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
    const id = uuidOf(`${about.letter.id} ${mail.sha256}`);
    const said = await findEarlierReferralEvent(tx, referral, { id, digest: mail.sha256 });
    if (said) return { referral, what, noted: said.ok && said.value.noted };
    const aside = isNoteOnly(mail, about) || (what === "bounced" && !(await hasAllBounced(tx, about, mail)));
    const saved = await saveReferralEvent(tx, locked, toEvent(what, at), {
      id,
      digest: mail.sha256,
      at,
      by: about.channel.id,
      aside,
      detail: detailOf(mail, about.letter),
    });
    if (!saved.ok) throw new Error(`mail about ${referral}: ${saved.problem.code}`);
    const { noted } = saved.value;
    if (what === "bounced" && !noted) await markReferralBounced(tx, referral);
    return { referral, what, noted };
  });
}

function toEvent(what: "bounced" | "delivered" | "reply", at: Date): ReferralEvent {
  return { type: what === "reply" ? "acknowledged" : what, at };
}

function detailOf({ sha256, what, recipients, automatic }: InboundMail, letter: ReferralLetterRecord) {
  return {
    mail: sha256,
    letterId: letter.id,
    letter: letter.letter,
    round: letter.round,
    ...(recipients.length > 0 ? { recipients } : {}),
    ...(what === "reply" ? { toRead: true, automatic } : {}),
  };
}

/** An automatic reply proves no reader, a receipt for a reminder is none for the referral, and others may forge. */
function isNoteOnly({ what, automatic }: InboundMail, { letter: { letter }, isProven }: MailLetter): boolean {
  if (what === "reply") return automatic;
  return !isProven || (what === "delivered" && letter !== "referral");
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
  return found && { ...found, isProven: id !== undefined };
}

/** Bounces for several addresses arrive one by one. A bounced copy says nothing about the main recipients. */
async function hasAllBounced(
  tx: Db,
  { letter, channel }: MailLetter,
  { recipients }: InboundMail,
): Promise<boolean> {
  if (letter.letter !== "referral" || channel.kind !== "email") return false;
  const earlier = await tx
    .select({ detail: referralEvents.detail })
    .from(referralEvents)
    .where(and(eq(referralEvents.referralId, letter.referralId), eq(referralEvents.act, "bounced")));
  const failed = new Set(recipients);
  for (const { detail } of earlier)
    if (detail.letterId === letter.id && Array.isArray(detail.recipients))
      for (const one of detail.recipients) failed.add(String(one));
  const copies = channel.cc.map((one) => one.toLowerCase());
  if (failed.size > 0 && [...failed].every((one) => copies.includes(one))) return false;
  const known = channel.to.map((one) => one.toLowerCase());
  return known.length === 1 || known.every((one) => failed.has(one));
}
