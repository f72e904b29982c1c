/** Finds the letter that a mail concerns and records the mail's result, the same for platforms and partners. */

import { eq, inArray } from "drizzle-orm";
import type { PartnerChannel } from "../../utils/shared/contract/partner-channel.ts";
import type { Channel } from "../../utils/shared/contract/platform-channel.ts";
import { uuidOf } from "../core/digest.ts";
import { anyScope } from "../core/scope.ts";
import type { Db } from "../db/store.ts";
import {
  bounceMarks,
  findEarlierEvent,
  type JudgedBounce,
  judgeBounce,
  type LetterOwner,
  type OwnedLetter,
} from "./letter-events.ts";
import { dispatchOf } from "./letter-ids.ts";
import { type LetterTable, markBounced, returnToPerson } from "./letter-queue.ts";
import type { InboundMail } from "./read-mail.ts";
import { copiesOf } from "./send-message.ts";

type MailResult = Exclude<InboundMail["what"], "waiting">;

/** A person reads a reply; that it came shows that the recipient has the letter. */
function mailEvent(what: MailResult, at: Date) {
  return { type: what === "reply" ? "acknowledged" : what, at } as const;
}

/** Contains nothing of the mail's text. */
function mailDetail({ sha256, what, recipients, automatic }: InboundMail): Record<string, unknown> {
  return {
    mail: sha256,
    ...(recipients.length > 0 ? { recipients } : {}),
    // Marks it for a person to read in the mailbox, because the text is not interpreted.
    ...(what === "reply" ? { toRead: true, automatic } : {}),
  };
}

interface MailedLetter {
  letter: OwnedLetter;
  channel: Channel | PartnerChannel;
  /** False for a reprimand, a reminder or a withdrawal. */
  isFirst: boolean;
  /** True if it quotes the envelope id, which only mail servers know, so a mail server wrote it. */
  isProven: boolean;
}

/**
 * Recorded without changing the state: an automatic reply does not show that a person has the letter; a receipt for a
 * later letter or a copy is none for the first; and mail without our envelope id may come from anyone.
 */
function isNoteOnly(
  { what, automatic, recipients }: InboundMail,
  { isFirst, isProven, channel }: Omit<MailedLetter, "letter">,
): boolean {
  if (what === "reply") return automatic;
  if (!isProven) return true;
  return what === "delivered" && (!isFirst || (channel.kind === "email" && areCopies(channel, recipients)));
}

type Addresses = Parameters<typeof copiesOf>[0];

/** `addresses` are in lower case. */
function areCopies(channel: Addresses, addresses: readonly string[]): boolean {
  const copies = new Set(copiesOf(channel).map((address) => address.toLowerCase()));
  return addresses.length > 0 && addresses.every((address) => copies.has(address));
}

/**
 * The receipt of a copy does not show that the platform or partner has the letter. If the same mail reports that a main
 * address failed, it is a bounce.
 */
function withoutCopies(mail: InboundMail, channel: Channel | PartnerChannel): InboundMail {
  const { what, recipients, failed = [] } = mail;
  if (channel.kind !== "email" || what !== "delivered" || !areCopies(channel, recipients)) return mail;
  return failed.length > 0 ? { ...mail, what: "bounced", recipients: failed } : mail;
}

/**
 * Returns whether a letter reached none of its addresses. Bounces for several addresses arrive one by one: `earlier` has
 * the details of those recorded before about the same letter, and of its sending.
 */
function hasReachedNone(
  channel: Addresses,
  { recipients }: InboundMail,
  earlier: readonly Record<string, unknown>[],
): boolean {
  const listed = earlier.flatMap((detail) => (Array.isArray(detail.recipients) ? detail.recipients : []));
  const failed = new Set([...recipients, ...listed.map(String)]);
  // A bounced copy does not concern the main recipients.
  if (areCopies(channel, [...failed])) return false;
  const { to } = channel;
  // With forwarding, the bounce may name an address unknown here.
  return to.length === 1 || to.every((address) => failed.has(address.toLowerCase()));
}

/** Deterministic UUID version 8 from the mail and the letter, for idempotency. */
function mailEventId({ sha256 }: InboundMail, letterId: string): string {
  return uuidOf(`${letterId} ${sha256}`);
}

/** Contains ids only. `noted` means that it was recorded without changing the state. */
export interface MailOutcome {
  request?: string;
  referral?: string;
  what: InboundMail["what"];
  noted: boolean;
}

/** Returns no id if the mail concerns none of the owner's letters. A person reads a reply and records the answer. */
export function recordMail<Locked extends object>(
  db: Db,
  owner: LetterOwner<Locked>,
  received: InboundMail,
  at: Date,
): Promise<MailOutcome> {
  return db.transaction(async (tx) => {
    const about = await findLetter(tx, owner, received);
    const mail = about ? withoutCopies(received, about.channel) : received;
    const { what } = mail;
    if (!about || what === "waiting") return { what, noted: false };
    const { letter, channel } = about;
    const locked = await owner.lock(tx, { id: letter.ownerId, scope: anyScope });
    if (!locked) return { what, noted: false };
    const ownerId = owner.idOf(locked);
    const id = mailEventId(mail, letter.id);
    const earlier = await findEarlierEvent(tx, owner, ownerId, { id, digest: mail.sha256 });
    if (earlier) return { [owner.kind]: ownerId, what, noted: earlier.ok && earlier.value.noted };
    const { isNote, isLost, ...judged } = await judgeMail(tx, owner, { ...about, locked }, { mail, at });
    const event = { ...mailEvent(what, at), keepsClock: judged.keepsClock };
    const saved = await owner.save(tx, locked, event, {
      id,
      digest: mail.sha256,
      at,
      by: channel.id,
      aside: isNote,
      detail: { ...mailDetail(mail), ...owner.detailOf(letter).id, ...bounceMarks(judged) },
    });
    if (!saved.ok) throw new Error(`mail about ${ownerId}: ${saved.problem.code}`);
    const { noted } = saved.value;
    const isBounced = what === "bounced" && !noted;
    await saveReturn(tx, owner.table, letter.id, { isBounced, isLost });
    return { [owner.kind]: ownerId, what, noted };
  });
}

async function saveReturn(
  tx: Db,
  table: LetterTable,
  id: string,
  { isBounced, isLost }: { isBounced: boolean; isLost: boolean },
): Promise<void> {
  if (isBounced) await markBounced(tx, table, id);
  if (isLost) await returnToPerson(tx, table, id);
}

/**
 * `isNote`: the mail changes no state. `isLost`: a later letter reached none of its addresses. `toCheck`, `keepsClock`: see
 * `judgeBounce`.
 */
async function judgeMail<Locked extends object>(
  tx: Db,
  owner: LetterOwner<Locked>,
  about: MailedLetter & { locked: Locked },
  { mail, at }: { mail: InboundMail; at: Date },
): Promise<JudgedBounce & { isNote: boolean; isLost: boolean }> {
  const noted = { isNote: true, isLost: false, toCheck: false, keepsClock: false };
  if (isNoteOnly(mail, about)) return noted;
  if (mail.what !== "bounced") return { ...noted, isNote: false };
  // A bounce cannot change a letter that is still being sent. After this error the mail server delivers the bounce again.
  const letter = await owner.lockLetter(tx, about.letter.id);
  if (letter?.state === "sending") throw new Error(`letter ${letter.id} is being sent`);
  if (!(await hasAllBounced(tx, owner, about, mail))) return noted;
  if (!about.isFirst) return { ...noted, isLost: owner.isWanted(about.locked, about.letter.letter) };
  const { toCheck } = judgeBounce(owner.clockOf(about.locked), "mail", at);
  const keepsClock = !toCheck && (await owner.seemsArrived(tx, about.locked, at));
  return { isNote: toCheck, isLost: false, toCheck, keepsClock };
}

/** Finds the letter by envelope id, otherwise by Message-ID, which anyone who has seen the letter can quote. */
async function findLetter<Locked extends object>(
  tx: Db,
  owner: LetterOwner<Locked>,
  { about, envelope }: InboundMail,
): Promise<MailedLetter | undefined> {
  const id = envelope === undefined ? undefined : await dispatchOf(tx, envelope);
  const { table } = owner;
  const letter = await owner.findLetter(
    tx,
    id === undefined ? inArray(table.messageId, about) : eq(table.id, id),
  );
  return letter && { ...letter, isFirst: letter.letter.letter === owner.kind, isProven: id !== undefined };
}

/** Returns whether the letter is the last round of its kind, and reached none of its addresses. */
async function hasAllBounced<Locked extends object>(
  tx: Db,
  owner: LetterOwner<Locked>,
  { letter, channel }: MailedLetter,
  mail: InboundMail,
): Promise<boolean> {
  if (channel.kind !== "email") return false;
  if ((await owner.lastLetter(tx, letter.ownerId, letter.letter))?.id !== letter.id) return false;
  const isOfLetter = (detail: Record<string, unknown>) =>
    Object.entries(owner.detailOf(letter).id).every(([name, value]) => detail[name] === value);
  const earlier = (await owner.readRefusals(tx, letter.ownerId)).filter(isOfLetter);
  return hasReachedNone(channel, mail, earlier);
}
