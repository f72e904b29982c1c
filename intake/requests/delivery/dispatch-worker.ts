/**
 * Dispatch worker: takes due letters from the queue, sends them over their channels, and records the results.
 */

import type { Channel } from "../../../utils/shared/contract/channel.ts";
import { logLine } from "../../core/log.ts";
import type { Db } from "../../db/store.ts";
import { dispatchBackoffMs, isExhausted } from "../dispatch-backoff.ts";
import {
  cancelLeased,
  isStillWanted,
  type LeasedDispatch,
  leaseDispatch,
  requeue,
} from "../store/dispatches.ts";
import { envelopeOf } from "../store/envelope.ts";
import { finishDispatch } from "../store/finish-dispatch.ts";
import type { SendMail } from "./mail.ts";
import type { DeliveryResult, ReadMessage } from "./outgoing-message.ts";
import type { SendWebhook } from "./webhook.ts";

export interface DispatchWorkerOptions {
  db: Db;
  now(): Date;
  readMessage: ReadMessage;
  /** If undefined, letters to e-mail addresses wait. */
  sendMail: SendMail | undefined;
  sendWebhook: SendWebhook;
  random?(): number;
}

export interface DispatchWorker {
  /**
   * Sends due letters. Resolves when none is left, or after an abort when the letters in progress are
   * finished.
   */
  run(signal: AbortSignal): Promise<void>;
}

/** Lease; must exceed the slowest attempt. */
const leaseMs = 5 * 60_000;
/** Parallel workers, so that one slow channel does not hold up the others. */
const parallelSends = 4;

export function createDispatchWorker(parts: DispatchWorkerOptions): DispatchWorker {
  const kinds: Channel["kind"][] = parts.sendMail ? ["email", "webhook"] : ["webhook"];
  async function work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const taken = await leaseDispatch(parts.db, { at: parts.now(), kinds, leaseMs });
      if (!taken) return;
      await deliver(parts, taken);
    }
  }
  return {
    async run(signal) {
      const ended = await Promise.allSettled(Array.from({ length: parallelSends }, () => work(signal)));
      const failed = ended.find((one) => one.status === "rejected");
      if (failed) throw failed.reason;
    },
  };
}

async function deliver(parts: DispatchWorkerOptions, taken: LeasedDispatch): Promise<void> {
  const { db, now, random = Math.random } = parts;
  const tried = await attempt(parts, taken);
  if (!tried) return cancelLeased(db, taken);
  const { dispatch } = taken;
  const { outcome: became, answer } = tried;
  const at = now();
  if (became === "sent") return finishDispatch(db, dispatch, { outcome: became, answer, at });
  logLine("letter-not-sent", { detail: `${dispatch.id} ${became}` });
  if (became === "refused" || isExhausted(dispatch.attempts, dispatch.at, at))
    return finishDispatch(db, dispatch, { outcome: "failed", answer, at });
  const nextAt = new Date(at.getTime() + dispatchBackoffMs(dispatch.attempts, random));
  return requeue(db, taken, nextAt, answer);
}

/** Returns undefined if the letter must not be sent any more. */
async function attempt(
  parts: DispatchWorkerOptions,
  taken: LeasedDispatch,
): Promise<DeliveryResult | undefined> {
  const { dispatch, channel } = taken;
  const { id: dispatchId, messageId, requestId, letter } = dispatch;
  try {
    const parcel = await parts.readMessage(parts.db, { requestId, letter, language: channel.language });
    // Checked last, because a withdrawal may arrive while the letter is written.
    if (!(await isStillWanted(parts.db, taken))) return undefined;
    const mark = { dispatchId, messageId, envelope: await envelopeOf(parts.db, dispatchId) };
    if (channel.kind === "email" && parts.sendMail) return await parts.sendMail(parcel, channel, mark);
    if (channel.kind === "webhook") return await parts.sendWebhook(parcel, channel, mark);
    return { outcome: "later", answer: "no way to send it" };
  } catch (error) {
    logLine("letter-failed", { error, detail: dispatchId });
    return { outcome: "later", answer: error instanceof Error ? error.name : "failed" };
  }
}
