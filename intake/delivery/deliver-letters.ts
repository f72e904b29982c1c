/** Delivery worker: takes due letters from a queue, sends them over their channels, and records the results. */

import type { Channel } from "../../utils/shared/contract/platform-channel.ts";
import { exponentialBackoff } from "../../utils/shared/policy/backoff.ts";
import { logLine } from "../core/log.ts";
import type { Db } from "../db/store.ts";
import { envelopeOf } from "./letter-ids.ts";
import type { DeliveryResult, OutgoingMessage, SendMail, SendWebhook } from "./send-message.ts";

type ChannelOf<Kind extends Channel["kind"]> = Extract<Channel, { kind: Kind }>;

/** The fields of a channel that delivery needs. */
export type DeliveryChannel =
  | Pick<ChannelOf<"email">, "kind" | "to" | "cc">
  | Pick<ChannelOf<"webhook">, "kind" | "address" | "secret">
  | { kind: "form" | "file" };

/** A letter under a lease. */
export interface Leased {
  dispatch: {
    id: string;
    messageId: string;
    attempts: number;
    /** When it was queued. */
    at: Date;
  };
  channel: DeliveryChannel;
  leaseUntil: Date;
}

export interface Lease {
  at: Date;
  kinds: readonly Channel["kind"][];
  leaseMs: number;
}

export interface DispatchResult extends Pick<DeliveryResult, "refused" | "mayHaveArrived"> {
  outcome: "sent" | "failed";
  answer: string;
  at: Date;
}

/** One domain's letters. */
export interface LetterQueue<L extends Leased> {
  /** Takes the most urgent due letter under a lease, which commits before anything is sent. */
  lease(db: Db, lease: Lease): Promise<L | undefined>;
  read(db: Db, letter: L): Promise<OutgoingMessage>;
  /** Checked right before sending. */
  isStillWanted(db: Db, letter: L): Promise<boolean>;
  cancel(db: Db, letter: L): Promise<void>;
  requeue(db: Db, letter: L, tried: Omit<DispatchResult, "outcome">, nextAt: Date): Promise<void>;
  /** Records the final result. Idempotent; the first caller wins. */
  finish(db: Db, letter: L, result: DispatchResult): Promise<void>;
}

export interface DeliveryParts {
  db: Db;
  now(): Date;
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

export function createDeliveryWorker<L extends Leased>(
  parts: DeliveryParts,
  queue: LetterQueue<L>,
): DispatchWorker {
  const kinds: Channel["kind"][] = parts.sendMail ? ["email", "webhook"] : ["webhook"];
  async function work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const taken = await queue.lease(parts.db, { at: parts.now(), kinds, leaseMs });
      if (!taken) return;
      await deliver(parts, queue, taken);
    }
  }
  return {
    async run(signal) {
      const ended = await Promise.allSettled(Array.from({ length: parallelSends }, () => work(signal)));
      const failed = ended.find((result) => result.status === "rejected");
      if (failed) throw failed.reason;
    },
  };
}

async function deliver<L extends Leased>(
  parts: DeliveryParts,
  queue: LetterQueue<L>,
  taken: L,
): Promise<void> {
  const { db, now, random = Math.random } = parts;
  const tried = await attempt(parts, queue, taken);
  if (!tried) return queue.cancel(db, taken);
  const { dispatch } = taken;
  const { outcome: became, answer, refused, mayHaveArrived } = tried;
  const at = now();
  if (became === "sent") return queue.finish(db, taken, { outcome: became, answer, refused, at });
  logLine("letter-not-sent", { detail: `${dispatch.id} ${became}` });
  if (became === "refused" || isExhausted(dispatch.attempts, dispatch.at, at))
    return queue.finish(db, taken, { outcome: "failed", answer, mayHaveArrived, at });
  const nextAt = new Date(at.getTime() + dispatchBackoffMs(dispatch.attempts, random));
  return queue.requeue(db, taken, { answer, mayHaveArrived, at }, nextAt);
}

/** Returns undefined if the letter must not be sent any more. */
async function attempt<L extends Leased>(
  parts: DeliveryParts,
  queue: LetterQueue<L>,
  taken: L,
): Promise<DeliveryResult | undefined> {
  const { dispatch, channel } = taken;
  const { id: dispatchId, messageId } = dispatch;
  try {
    const parcel = await queue.read(parts.db, taken);
    // Checked last, because a withdrawal may arrive while the letter is written.
    if (!(await queue.isStillWanted(parts.db, taken))) return undefined;
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
