/** Finds the letter that a mail concerns and records the mail's result. */

import { and, eq, inArray } from "drizzle-orm";
import type { Channel } from "../../../utils/shared/contract/channel.ts";
import { uuidOf } from "../../core/digest.ts";
import { anyScope } from "../../core/scope.ts";
import type { DispatchRecord } from "../../db/rows.ts";
import { channels, dispatches, requestEvents } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { dispatchOf } from "../../delivery/envelope.ts";
import type { InboundMail } from "../../delivery/read-mail.ts";
import type { RequestEvent } from "../request-states.ts";
import { findEarlierEvent, lockRequest, saveEvent } from "./change-request.ts";
import { lastDispatch, markBounced } from "./dispatches.ts";

/** Contains ids only. `noted` means that it was recorded without changing the state. */
export interface MailOutcome {
  request?: string;
  what: InboundMail["what"];
  noted: boolean;
}

/** Returns no `request` if the mail concerns no letter of this intake. */
export function recordMail(db: Db, mail: InboundMail, at: Date): Promise<MailOutcome> {
  return db.transaction(async (tx) => {
    const { what } = mail;
    const about = await findLetter(tx, mail);
    if (!about || what === "waiting") return { what, noted: false };
    const locked = await lockRequest(tx, { id: about.dispatch.requestId, scope: anyScope });
    if (!locked) return { what, noted: false };
    const request = locked.request.id;
    const id = uuidOf(`${about.dispatch.id} ${mail.sha256}`);
    const said = await findEarlierEvent(tx, request, { id, digest: mail.sha256 });
    if (said) return { request, what, noted: said.ok && said.value.noted };
    const saved = await saveEvent(tx, locked, toEvent(what, at), {
      id,
      digest: mail.sha256,
      at,
      by: about.channel.id,
      aside: isNoteOnly(mail, about) || (what === "bounced" && !(await hasAllBounced(tx, about, mail))),
      detail: detailOf(mail, about.dispatch),
    });
    if (!saved.ok) throw new Error(`mail about ${request}: ${saved.problem.code}`);
    const { noted } = saved.value;
    if (what === "bounced" && !noted) await markBounced(tx, about.dispatch.id);
    return { request, what, noted };
  });
}

function detailOf({ sha256, what, recipients, automatic }: InboundMail, dispatch: DispatchRecord) {
  return {
    mail: sha256,
    dispatch: dispatch.id,
    letter: dispatch.letter,
    round: dispatch.round,
    ...(recipients.length > 0 ? { recipients } : {}),
    // Marks it for a person to read in the mailbox, because the text is not interpreted.
    ...(what === "reply" ? { toRead: true, automatic } : {}),
  };
}

/**
 * Recorded without changing the state: an automatic reply does not show that a person has the request; a
 * receipt for a reprimand is none for the request; and mail without our envelope id may come from anyone.
 */
function isNoteOnly(
  { what, automatic }: InboundMail,
  { dispatch: { letter }, isProven }: MailDispatch,
): boolean {
  if (what === "reply") return automatic;
  return !isProven || (what === "delivered" && letter !== "request");
}

function toEvent(what: "bounced" | "delivered" | "reply", at: Date): RequestEvent {
  return { type: what === "reply" ? "acknowledged" : what, at };
}

interface MailDispatch {
  dispatch: DispatchRecord;
  channel: Channel;
  /** True if it quotes the envelope id, which only mail servers know, so a mail server wrote it. */
  isProven: boolean;
}

/**
 * Finds the letter by envelope id, otherwise by Message-ID, which anyone who has seen the letter can quote.
 */
async function findLetter(tx: Db, { about, envelope }: InboundMail): Promise<MailDispatch | undefined> {
  const id = envelope === undefined ? undefined : await dispatchOf(tx, envelope);
  const named = id === undefined ? inArray(dispatches.messageId, about) : eq(dispatches.id, id);
  const [found] = await tx
    .select({ dispatch: dispatches, channel: channels.channel })
    .from(dispatches)
    .innerJoin(channels, eq(channels.rowId, dispatches.channelId))
    .where(named)
    .limit(1);
  return found && { ...found, isProven: id !== undefined };
}

/**
 * Tells whether the request's last round reached none of its addresses. Bounces for several addresses arrive
 * one by one.
 */
async function hasAllBounced(
  tx: Db,
  { dispatch, channel }: MailDispatch,
  { recipients }: InboundMail,
): Promise<boolean> {
  if (dispatch.letter !== "request" || channel.kind !== "email") return false;
  if ((await lastDispatch(tx, dispatch.requestId, "request"))?.id !== dispatch.id) return false;
  const earlier = await tx
    .select({ detail: requestEvents.detail })
    .from(requestEvents)
    .where(and(eq(requestEvents.requestId, dispatch.requestId), eq(requestEvents.act, "bounced")));
  const failed = new Set(recipients);
  for (const { detail } of earlier)
    if (detail.dispatch === dispatch.id && Array.isArray(detail.recipients))
      for (const one of detail.recipients) failed.add(String(one));
  // With forwarding, the bounce may name an address unknown here.
  const known = channel.to.map((one) => one.toLowerCase());
  const others = new Set(channel.cc.map((one) => one.toLowerCase()));
  // A bounced copy says nothing about the main recipients.
  if (failed.size > 0 && [...failed].every((one) => others.has(one))) return false;
  return known.length === 1 || known.every((one) => failed.has(one));
}
