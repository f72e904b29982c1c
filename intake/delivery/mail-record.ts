/** The rules by which a mail about a letter is recorded, the same for platforms and partners. */

import { uuidOf } from "../core/digest.ts";
import type { InboundMail } from "./read-mail.ts";

type MailResult = Exclude<InboundMail["what"], "waiting">;

/** A person reads a reply; that it came shows that the recipient has the letter. */
export function mailEvent(what: MailResult, at: Date) {
  return { type: what === "reply" ? "acknowledged" : what, at } as const;
}

/** Contains nothing of the mail's text. */
export function mailDetail({ sha256, what, recipients, automatic }: InboundMail): Record<string, unknown> {
  return {
    mail: sha256,
    ...(recipients.length > 0 ? { recipients } : {}),
    // Marks it for a person to read in the mailbox, because the text is not interpreted.
    ...(what === "reply" ? { toRead: true, automatic } : {}),
  };
}

export interface MailedLetter {
  /** False for a reprimand, a reminder or a withdrawal. */
  isFirst: boolean;
  /** True if it quotes the envelope id, which only mail servers know, so a mail server wrote it. */
  isProven: boolean;
}

/**
 * Recorded without changing the state: an automatic reply does not show that a person has the letter; a receipt for a
 * later letter is none for the first; and mail without our envelope id may come from anyone.
 */
export function isNoteOnly({ what, automatic }: InboundMail, { isFirst, isProven }: MailedLetter): boolean {
  if (what === "reply") return automatic;
  return !isProven || (what === "delivered" && !isFirst);
}

/**
 * Tells whether a letter reached none of its addresses. Bounces for several addresses arrive one by one: `earlier` has
 * the details of those recorded before about the same letter.
 */
export function hasReachedNone(
  { to, cc }: { to: readonly string[]; cc: readonly string[] },
  { recipients }: InboundMail,
  earlier: readonly Record<string, unknown>[],
): boolean {
  const listed = earlier.flatMap((detail) => (Array.isArray(detail.recipients) ? detail.recipients : []));
  const failed = new Set([...recipients, ...listed.map(String)]);
  const copies = new Set(cc.map((one) => one.toLowerCase()));
  // A bounced copy says nothing about the main recipients.
  if (failed.size > 0 && [...failed].every((one) => copies.has(one))) return false;
  // With forwarding, the bounce may name an address unknown here.
  return to.length === 1 || to.every((one) => failed.has(one.toLowerCase()));
}

/** Deterministic UUID version 8 from the mail and the letter, for idempotency. */
export function mailEventId({ sha256 }: InboundMail, letterId: string): string {
  return uuidOf(`${letterId} ${sha256}`);
}
