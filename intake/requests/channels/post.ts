/**
 * Dispatch worker: takes due letters from the queue, sends them over their channels, and records the results.
 */

import type { Channel } from "../../../utils/shared/contract/channel.ts";
import { logLine } from "../../core/log.ts";
import type { Db } from "../../db/store.ts";
import { isGivenUp, waitMs } from "../backoff.ts";
import { cancelTaken, isStillWanted, type Taken, takeDispatch, tryLater } from "../store/dispatches.ts";
import { envelopeOf } from "../store/envelope.ts";
import { settleDispatch } from "../store/settle-dispatch.ts";
import type { SendMail } from "./mail.ts";
import type { ReadParcel, Tried } from "./parcel.ts";
import type { SendWebhook } from "./webhook.ts";

export interface PostParts {
  db: Db;
  now(): Date;
  readParcel: ReadParcel;
  /** If undefined, letters to e-mail addresses wait. */
  sendMail: SendMail | undefined;
  sendWebhook: SendWebhook;
  random?(): number;
}

export interface Post {
  /**
   * Sends due letters. Resolves when none is left, or after an abort when the letters in progress are
   * finished.
   */
  run(signal: AbortSignal): Promise<void>;
}

/** Lease; must exceed the slowest attempt. */
const leaseMs = 5 * 60_000;
/** Parallel workers, so that one slow channel does not hold up the others. */
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

/** Returns undefined if the letter must not be sent any more. */
async function attempt(parts: PostParts, taken: Taken): Promise<Tried | undefined> {
  const { dispatch, channel } = taken;
  const { id: dispatchId, messageId, requestId, letter } = dispatch;
  try {
    const parcel = await parts.readParcel(parts.db, { requestId, letter, language: channel.language });
    // Checked last, because a withdrawal may arrive while the letter is written.
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
