/** Finds the letter that a mail concerns and records the mail's result. */

import { and, eq, inArray } from "drizzle-orm";
import type { Channel } from "../../../utils/shared/contract/channel.ts";
import { anyScope } from "../../core/scope.ts";
import type { DispatchRecord } from "../../db/rows.ts";
import { channels, dispatches, requestEvents } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { dispatchOf } from "../../delivery/envelope.ts";
import { markBounced } from "../../delivery/letter-queue.ts";
import {
  hasReachedNone,
  isNoteOnly,
  type MailedLetter,
  mailDetail,
  mailEvent,
  mailEventId,
} from "../../delivery/mail-record.ts";
import type { InboundMail } from "../../delivery/read-mail.ts";
import { findEarlierEvent, lockRequest, saveEvent } from "./change-request.ts";
import { lastDispatch } from "./dispatches.ts";

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
    const { id: dispatchId, letter, round } = about.dispatch;
    const id = mailEventId(mail, about.dispatch.id);
    const said = await findEarlierEvent(tx, request, { id, digest: mail.sha256 });
    if (said) return { request, what, noted: said.ok && said.value.noted };
    const saved = await saveEvent(tx, locked, mailEvent(what, at), {
      id,
      digest: mail.sha256,
      at,
      by: about.channel.id,
      aside: isNoteOnly(mail, about) || (what === "bounced" && !(await hasAllBounced(tx, about, mail))),
      detail: { ...mailDetail(mail), dispatch: dispatchId, letter, round },
    });
    if (!saved.ok) throw new Error(`mail about ${request}: ${saved.problem.code}`);
    const { noted } = saved.value;
    if (what === "bounced" && !noted) await markBounced(tx, dispatches, about.dispatch.id);
    return { request, what, noted };
  });
}

interface MailDispatch extends MailedLetter {
  dispatch: DispatchRecord;
  channel: Channel;
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
  return found && { ...found, isFirst: found.dispatch.letter === "request", isProven: id !== undefined };
}

/** Tells whether the request's last round reached none of its addresses. */
async function hasAllBounced(
  tx: Db,
  { dispatch, channel }: MailDispatch,
  mail: InboundMail,
): Promise<boolean> {
  if (dispatch.letter !== "request" || channel.kind !== "email") return false;
  if ((await lastDispatch(tx, dispatch.requestId, "request"))?.id !== dispatch.id) return false;
  const bounces = await tx
    .select({ detail: requestEvents.detail })
    .from(requestEvents)
    .where(and(eq(requestEvents.requestId, dispatch.requestId), eq(requestEvents.act, "bounced")));
  const earlier = bounces.map(({ detail }) => detail).filter((detail) => detail.dispatch === dispatch.id);
  return hasReachedNone(channel, mail, earlier);
}
