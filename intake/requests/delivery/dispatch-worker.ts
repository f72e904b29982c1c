/**
 * Dispatch worker: takes due letters from the queue, sends them over their channels, and records the results.
 */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Channel } from "../../../utils/shared/contract/channel.ts";
import { exponentialBackoff } from "../../../utils/shared/policy/backoff.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { logLine } from "../../core/log.ts";
import { anyScope } from "../../core/scope.ts";
import type { DispatchRecord } from "../../db/rows.ts";
import { dispatches } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { lockRequest, saveEvent } from "../store/change-request.ts";
import {
  cancelLeased,
  envelopeOf,
  isStillWanted,
  type LeasedDispatch,
  lastDispatch,
  leaseDispatch,
  requeue,
} from "../store/dispatches.ts";
import type { DeliveryResult, ReadMessage, SendMail, SendWebhook } from "./send-message.ts";

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

const [firstMs, longestMs] = [30_000, 3_600_000];
const dayMs = 24 * 3_600_000;
/** Minimum attempts, because an intake that was off for a day has not tried. */
const minAttempts = 8;

/** Exponential backoff from 30 seconds to an hour, with 10 % jitter so that letters do not retry at once. */
export function dispatchBackoffMs(tries: number, random: () => number): number {
  const spread = 0.9 + 0.2 * random();
  return Math.min(longestMs, Math.round(exponentialBackoff(tries, { firstMs, longestMs }) * spread));
}

/** `since` is when it was queued. */
export function isExhausted(tries: number, since: Date, at: Date): boolean {
  return tries >= minAttempts && at.getTime() - since.getTime() >= dayMs;
}

/** The intake's name in records. */
const intakeActor = "intake";

interface DispatchResult {
  outcome: "sent" | "failed";
  answer: string;
  at: Date;
}

/**
 * Records a dispatch's final result. Idempotent; the first caller wins. A letter sent although its request was just withdrawn is recorded as
 * sent, so that people can retract it.
 */
export function finishDispatch(
  db: Db,
  { id, requestId }: Pick<DispatchRecord, "id" | "requestId">,
  { outcome: became, answer, at }: DispatchResult,
): Promise<void> {
  return db.transaction(async (tx) => {
    const locked = await lockRequest(tx, { id: requestId, scope: anyScope });
    const [dispatch] = await tx.select().from(dispatches).where(eq(dispatches.id, id)).for("update");
    if (!locked || !dispatch) throw new Error(`letter ${id} is missing`);
    if (dispatch.state === "sent" || dispatch.state === "failed") return;
    const sentAt = became === "sent" ? at : null;
    await tx
      .update(dispatches)
      .set({ state: became, sentAt, answer, nextAt: null, leaseUntil: null })
      .where(eq(dispatches.id, id));
    const { letter, round, channelId, attempts } = dispatch;
    const detail = { dispatch: id, letter, round, channel: channelId, attempts, answer };
    const type = became === "sent" ? "sent" : "send-failed";
    const last = await lastDispatch(tx, requestId, letter);
    const saved = await saveEvent(
      tx,
      locked,
      { type, at },
      {
        id: randomUUID(),
        digest: await digestJson(detail),
        at,
        by: intakeActor,
        detail,
        // Reprimands have no clock, and the failure of an older round does not affect the next.
        aside: letter !== "request" || (type === "send-failed" && last?.id !== id),
      },
    );
    if (!saved.ok) throw new Error(`letter ${id}: ${saved.problem.code}`);
  });
}
