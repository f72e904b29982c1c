/** The queues of letters to platforms and to partners: new rows, leases, attempts, results, and what waits. */

import { randomUUID } from "node:crypto";
import { and, count, eq, gt, inArray, isNotNull, isNull, lte, min, ne, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Channel } from "../../utils/shared/contract/platform-channel.ts";
import type { DispatchState } from "../../utils/shared/contract/request-state.ts";
import type { WaitingCount } from "../core/health-facts.ts";
import type { DispatchRecord } from "../db/rows.ts";
import { channels, dispatches, partnerChannels, referralLetters } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import type { DispatchResult, Lease } from "./deliver-letters.ts";

/** Tables with the same columns for delivery. */
export type LetterTable = typeof dispatches | typeof referralLetters;

/** Drizzle types no update of one of two tables. */
const asOne = (table: LetterTable) => table as typeof dispatches;

/** Letters that the intake cannot send itself wait for a person; so do those without a channel. */
export function isByHand(channel: Pick<Channel, "kind"> | null | undefined): boolean {
  return !channel || channel.kind === "form" || channel.kind === "file";
}

interface MarkedLetter {
  owner: { state: string };
  letter: { state: string; letter: string };
  /** Kind of the owner's first letter. */
  first: string;
}

/** Returns true for a letter that waits for a person, or did so until its owner was withdrawn. */
export async function isForPerson(
  { owner, letter, first }: MarkedLetter,
  readChannel: () => Promise<Pick<Channel, "kind"> | null | undefined>,
): Promise<boolean> {
  const mayWait = owner.state === "withdrawn" && letter.letter === first && letter.state === "cancelled";
  return mayWait ? isByHand(await readChannel()) : letter.state === "by-hand";
}

interface NewDelivery {
  channel: Pick<Channel, "kind"> | null | undefined;
  at: Date;
  /** Host part of Message-IDs; `intake.mailHost`. */
  host: string;
}

type DeliveryColumns = Pick<
  DispatchRecord,
  "id" | "at" | "attempts" | "messageId" | "state" | "nextAt" | "leaseUntil" | "sentAt" | "answer"
>;

/** Columns of a letter to insert. */
export function newDelivery({ channel, at, host }: NewDelivery): DeliveryColumns {
  const byHand = isByHand(channel);
  return {
    id: randomUUID(),
    at,
    attempts: 0,
    messageId: `<${randomUUID()}@${host}>`,
    state: byHand ? "by-hand" : "queued",
    nextAt: byHand ? null : at,
    leaseUntil: null,
    sentAt: null,
    answer: null,
  };
}

/** More than the longest wait for an attempt: replicas may each be an hour from the database's clock. */
const latestMs = 4 * 3_600_000;

/**
 * Matches letters that are due over a channel of these kinds. `channel`: the column of its data. A time that no right
 * clock wrote counts as due: otherwise a clock that was ahead would delay a letter by as much.
 */
export function isDue(table: LetterTable, channel: PgColumn, { at, kinds }: Lease): SQL | undefined {
  return and(
    inArray(table.state, ["queued", "sending"]),
    or(lte(table.nextAt, at), gt(table.nextAt, new Date(at.getTime() + latestMs))),
    inArray(sql`${channel}->>'kind'`, [...kinds]),
  );
}

type Attempted = Pick<DispatchRecord, "id" | "attempts" | "state" | "leaseUntil" | "sentAt">;

/** For an attempt without a known result. Keeps the time of the first one. */
function withUnknownResult(
  table: LetterTable,
  { mayHaveArrived, at }: Pick<DispatchResult, "mayHaveArrived" | "at">,
) {
  return mayHaveArrived
    ? { sentAt: sql`coalesce(${table.sentAt}, ${at.toISOString()}::timestamptz)` }
    : undefined;
}

/** Puts a locked letter under a lease. The attempt of an expired lease has no result. */
export async function holdLetter<Letter extends Attempted>(
  tx: Db,
  table: LetterTable,
  letter: Letter,
  { at, leaseMs }: Lease,
): Promise<{ dispatch: Letter; leaseUntil: Date }> {
  const leaseUntil = new Date(at.getTime() + leaseMs);
  const { attempts, state, leaseUntil: expired } = letter;
  const sentAt = letter.sentAt ?? (state === "sending" ? expired : null);
  const held = { state: "sending", leaseUntil, nextAt: leaseUntil, attempts: attempts + 1, sentAt } as const;
  await tx.update(asOne(table)).set(held).where(eq(table.id, letter.id));
  return { dispatch: { ...letter, ...held }, leaseUntil };
}

interface Taken {
  dispatch: { id: string; channelId: string | null };
  leaseUntil: Date;
}

/** Matches only while this process has the lease. */
function isLeasedBy(table: LetterTable, { dispatch, leaseUntil }: Taken): SQL | undefined {
  return and(eq(table.id, dispatch.id), eq(table.state, "sending"), eq(table.leaseUntil, leaseUntil));
}

/** Returns whether this process still has the lease of a row that was read just now. */
export function isStillLeased(
  now: Pick<DispatchRecord, "state" | "leaseUntil"> | undefined,
  { leaseUntil }: Taken,
): boolean {
  return now?.state === "sending" && now.leaseUntil?.getTime() === leaseUntil.getTime();
}

const bouncedAnswer = "bounced";

/** An ended letter of which an attempt had no result, so that it may have arrived. */
export function mayHaveLeft(table: LetterTable): SQL | undefined {
  return and(
    isNotNull(table.sentAt),
    or(eq(table.state, "cancelled"), and(eq(table.state, "failed"), ne(table.answer, bouncedAnswer))),
  );
}

/** When the letter was sent, for views. */
export function knownSentAt({ state, answer, sentAt }: Pick<DispatchRecord, "state" | "answer" | "sentAt">) {
  return state === "sent" || answer === bouncedAnswer ? sentAt : null;
}

const cancelled = { state: "cancelled", leaseUntil: null, nextAt: null } as const;

/**
 * Ends and retries of one table's letters, while this process has the lease. `followChange` moves waiting letters of a
 * channel's row that was replaced meanwhile to the new row.
 */
export function leasedLetters(
  table: LetterTable,
  followChange: (db: Db, channelRowId: string) => Promise<void>,
) {
  return {
    async cancel(db: Db, taken: Taken): Promise<void> {
      await db.update(asOne(table)).set(cancelled).where(isLeasedBy(table, taken));
    },
    async requeue(db: Db, taken: Taken, tried: Omit<DispatchResult, "outcome">, nextAt: Date): Promise<void> {
      const waits = { state: "queued", leaseUntil: null, nextAt, answer: tried.answer } as const;
      await db
        .update(asOne(table))
        .set({ ...waits, ...withUnknownResult(table, tried) })
        .where(isLeasedBy(table, taken));
      const { channelId } = taken.dispatch;
      if (channelId !== null) await followChange(db, channelId);
    },
  };
}

/**
 * Cancels the waiting letters among `which`, under the lock of what they belong to. Leaves a letter under a live lease
 * to its sender, which checks right before sending whether it is still wanted, and records it if it was sent anyway.
 */
export async function cancelWaiting(
  tx: Db,
  table: LetterTable,
  which: SQL | undefined,
  at: Date,
): Promise<void> {
  const abandoned = and(eq(table.state, "sending"), lte(table.leaseUntil, at));
  const waits = or(inArray(table.state, ["queued", "by-hand"]), abandoned);
  const sentAt = sql`case when ${table.state} = 'sending' then coalesce(${table.sentAt}, ${table.leaseUntil}) else ${table.sentAt} end`;
  await tx
    .update(asOne(table))
    .set({ ...cancelled, sentAt })
    .where(and(which, waits));
}

/** Records a letter's final result. */
export async function saveResult(
  tx: Db,
  table: LetterTable,
  id: string,
  result: Omit<DispatchResult, "outcome"> & { outcome: DispatchState },
): Promise<void> {
  const { outcome, answer, at } = result;
  const sent = outcome === "sent" ? { sentAt: at } : withUnknownResult(table, result);
  await tx
    .update(asOne(table))
    .set({ state: outcome, ...sent, answer, nextAt: null, leaseUntil: null })
    .where(eq(table.id, id));
}

/** A person delivered a letter, so the answer to an earlier attempt does not belong to it. */
export async function saveByHand(
  tx: Db,
  table: LetterTable,
  { id, attempts }: Pick<DispatchRecord, "id" | "attempts">,
  at: Date,
): Promise<void> {
  await tx
    .update(asOne(table))
    .set({ state: "sent", sentAt: at, attempts: attempts + 1, answer: null })
    .where(eq(table.id, id));
}

/** True while a replica may be sending the letter. */
export function isBeingSent(
  last: Pick<DispatchRecord, "state" | "leaseUntil"> | undefined,
  at: Date,
): boolean {
  return last?.state === "sending" && last.leaseUntil !== null && last.leaseUntil > at;
}

/** A later letter came back: a person delivers it, unless one has done so. */
export async function returnToPerson(tx: Db, table: LetterTable, id: string): Promise<void> {
  const waits = { state: "by-hand", answer: bouncedAnswer } as const;
  await tx
    .update(asOne(table))
    .set(waits)
    .where(and(eq(table.id, id), eq(table.state, "sent"), isNotNull(table.answer)));
}

/** A sent letter that did not arrive. */
export async function markBounced(tx: Db, table: LetterTable, id: string): Promise<void> {
  const bounced = { state: "failed", answer: bouncedAnswer } as const;
  await tx.update(asOne(table)).set(bounced).where(eq(table.id, id));
}

export async function countLetters(
  db: Db,
  table: LetterTable,
  states: readonly DispatchState[],
): Promise<WaitingCount> {
  const [row] = await db
    .select({ count: count(), oldest: min(table.at) })
    .from(asOne(table))
    .where(inArray(table.state, [...states]));
  return row ?? { count: 0, oldest: null };
}

/** Letters to platforms and partners that the intake itself is to send. */
export async function countPendingLetters(db: Db): Promise<WaitingCount> {
  const [one, other] = [
    await countLetters(db, dispatches, ["queued", "sending"]),
    await countLetters(db, referralLetters, ["queued", "sending"]),
  ];
  const oldest = [one.oldest, other.oldest].filter((at) => at !== null).sort((a, b) => +a - +b);
  return { count: one.count + other.count, oldest: oldest[0] ?? null };
}

/** Active channels only. */
export async function countMailChannels(db: Db): Promise<number> {
  let mailChannels = 0;
  for (const table of [channels, partnerChannels])
    mailChannels += await db.$count(
      table,
      and(isNull(table.endedAt), sql`${table.channel}->>'kind' = 'email'`),
    );
  return mailChannels;
}
