/** The post office: takes letters that are due out of the queue, sends each over its channel, and notes what became of it. */

import type { Channel } from "../../utils/contract/channel.ts";
import { logLine } from "../log.ts";
import { isGivenUp, waitMs } from "../requests/backoff.ts";
import {
  cancelTaken,
  isStillWanted,
  type Taken,
  takeDispatch,
  tryLater,
} from "../store/requests/dispatches.ts";
import { envelopeOf } from "../store/requests/envelope.ts";
import { settleDispatch } from "../store/requests/settle-dispatch.ts";
import type { Db } from "../store/store.ts";
import type { SendMail } from "./mail.ts";
import type { ReadParcel, Tried } from "./parcel.ts";
import type { SendWebhook } from "./webhook.ts";

export interface PostParts {
  db: Db;
  now(): Date;
  readParcel: ReadParcel;
  /** Absent: letters to e-mail addresses wait. */
  sendMail: SendMail | undefined;
  sendWebhook: SendWebhook;
  random?(): number;
}

export interface Post {
  /** Sends what is due; settles when nothing is, or when it is told to stop and the letters at hand are done. */
  run(signal: AbortSignal): Promise<void>;
}

/** Longer than any try may take. */
const leaseMs = 5 * 60_000;
/** One channel that answers slowly keeps the others waiting for a moment only. */
const atOnce = 4;

export function createPost(parts: PostParts): Post {
  const kinds: Channel["kind"][] = parts.sendMail ? ["email", "webhook"] : ["webhook"];
  async function work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const taken = await takeDispatch(parts.db, { at: parts.now(), kinds, leaseMs });
      if (!taken) return;
      await deliver(parts, taken);
    }
  }
  return {
    async run(signal) {
      const ended = await Promise.allSettled(Array.from({ length: atOnce }, () => work(signal)));
      const failed = ended.find((one) => one.status === "rejected");
      if (failed) throw failed.reason;
    },
  };
}

async function deliver(parts: PostParts, taken: Taken): Promise<void> {
  const { db, now, random = Math.random } = parts;
  const tried = await attempt(parts, taken);
  if (!tried) return cancelTaken(db, taken);
  const { dispatch } = taken;
  const { became, answer } = tried;
  const at = now();
  if (became === "sent") return settleDispatch(db, dispatch, { became, answer, at });
  logLine("letter-not-sent", { detail: `${dispatch.id} ${became}` });
  if (became === "refused" || isGivenUp(dispatch.attempts, dispatch.at, at))
    return settleDispatch(db, dispatch, { became: "failed", answer, at });
  const nextAt = new Date(at.getTime() + waitMs(dispatch.attempts, random));
  return tryLater(db, taken, nextAt, answer);
}

/** Undefined: nobody wants it to go any more. */
async function attempt(parts: PostParts, taken: Taken): Promise<Tried | undefined> {
  const { dispatch, channel } = taken;
  const { id: dispatchId, messageId, requestId, letter } = dispatch;
  try {
    const parcel = await parts.readParcel(parts.db, { requestId, letter, language: channel.language });
    // Last: writing the letter out takes a moment, and a withdrawal may come in it.
    if (!(await isStillWanted(parts.db, taken))) return undefined;
    const mark = { dispatchId, messageId, envelope: await envelopeOf(parts.db, dispatchId) };
    if (channel.kind === "email" && parts.sendMail) return await parts.sendMail(parcel, channel, mark);
    if (channel.kind === "webhook") return await parts.sendWebhook(parcel, channel, mark);
    return { became: "later", answer: "no way to send it" };
  } catch (error) {
    logLine("letter-failed", { error, detail: dispatchId });
    return { became: "later", answer: error instanceof Error ? error.name : "failed" };
  }
}
