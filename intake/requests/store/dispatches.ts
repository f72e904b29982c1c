/** The queue of letters: lease, attempts and their results. */

import { randomUUID } from "node:crypto";
import {
  and,
  asc,
  desc,
  eq,
  exists,
  inArray,
  isNotNull,
  isNull,
  lte,
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { Channel } from "../../../utils/shared/contract/channel.ts";
import { type LetterKind, letterKind } from "../../../utils/shared/contract/request-state.ts";
import type { DispatchRecord } from "../../db/rows.ts";
import { channels, decisions, dispatches, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { isLetterWanted } from "../request-states.ts";
import type { ChannelRecord } from "./channels.ts";

export interface NewDispatch {
  requestId: string;
  letter: LetterKind;
  /** From 1; one more than the letter's previous round. */
  round: number;
  channel: Pick<ChannelRecord, "rowId" | "channel">;
  /** The person who releases the letter. */
  personId: string;
  at: Date;
  /** Host part of Message-IDs; `intake.mailHost`. */
  host: string;
}

/** Builds a row to insert. Letters that the intake cannot send itself wait for a person. */
export function newDispatch({
  channel: { rowId, channel },
  host,
  at,
  ...given
}: NewDispatch): DispatchRecord {
  const id = randomUUID();
  const byHand = isByHand(channel.kind);
  return {
    id,
    ...given,
    channelId: rowId,
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

export function isByHand(kind: Channel["kind"]): boolean {
  return kind === "form" || kind === "file";
}

export interface LeasedDispatch {
  dispatch: DispatchRecord;
  channel: Channel;
  leaseUntil: Date;
}

/** Takes the most urgent due letter under a lease, which commits before anything is sent. */
export function leaseDispatch(
  db: Db,
  { at, kinds, leaseMs }: { at: Date; kinds: readonly Channel["kind"][]; leaseMs: number },
): Promise<LeasedDispatch | undefined> {
  return db.transaction(async (tx) => {
    const [found] = await tx
      .select({ dispatch: dispatches, channel: channels.channel })
      .from(dispatches)
      .innerJoin(channels, eq(channels.rowId, dispatches.channelId))
      .innerJoin(requests, eq(requests.id, dispatches.requestId))
      .where(
        and(
          inArray(dispatches.state, ["queued", "sending"]),
          lte(dispatches.nextAt, at),
          inArray(sql`${channels.channel}->>'kind'`, [...kinds]),
        ),
      )
      .orderBy(desc(requests.urgent), asc(dispatches.nextAt), asc(dispatches.id))
      .limit(1)
      .for("update", { of: dispatches, skipLocked: true });
    if (!found) return undefined;
    const { dispatch, channel } = found;
    const leaseUntil = new Date(at.getTime() + leaseMs);
    const held = {
      state: "sending",
      leaseUntil,
      nextAt: leaseUntil,
      attempts: dispatch.attempts + 1,
    } as const;
    await tx.update(dispatches).set(held).where(eq(dispatches.id, dispatch.id));
    return { dispatch: { ...dispatch, ...held }, channel, leaseUntil };
  });
}

/** Checked right before sending: false if the request was withdrawn, answered or reversed, or a reprimand proven needless. */
export async function isStillWanted(db: Db, { dispatch, leaseUntil }: LeasedDispatch): Promise<boolean> {
  const items = (stands: SQL) =>
    db
      .select({ one: sql`1` })
      .from(requestItems)
      .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
      .where(and(eq(requestItems.requestId, dispatch.requestId), stands));
  // A request is sent whole or not at all; a reprimand goes while any item is asked for and not proven.
  const stands =
    dispatch.letter === "request"
      ? notExists(items(isNotNull(decisions.reversedAt)))
      : exists(items(and(isNull(decisions.reversedAt), isNull(requestItems.provenAt)) as SQL));
  const [now] = await db
    .select({
      state: requests.state,
      held: dispatches.state,
      leaseUntil: dispatches.leaseUntil,
      stands: (stands as SQL<boolean>).mapWith(Boolean),
    })
    .from(dispatches)
    .innerJoin(requests, eq(requests.id, dispatches.requestId))
    .where(eq(dispatches.id, dispatch.id));
  const isOurs = now?.held === "sending" && now.leaseUntil?.getTime() === leaseUntil.getTime();
  return isOurs && now.stands && isLetterWanted(dispatch.letter, now.state);
}

/** Matches only while this process has the lease. */
const isLeasedBy = ({ dispatch, leaseUntil }: LeasedDispatch) =>
  and(eq(dispatches.id, dispatch.id), eq(dispatches.state, "sending"), eq(dispatches.leaseUntil, leaseUntil));

export async function cancelLeased(db: Db, taken: LeasedDispatch): Promise<void> {
  const over = { state: "cancelled", leaseUntil: null, nextAt: null } as const;
  await db.update(dispatches).set(over).where(isLeasedBy(taken));
}

export async function requeue(db: Db, taken: LeasedDispatch, nextAt: Date, answer: string): Promise<void> {
  const waits = { state: "queued", leaseUntil: null, nextAt, answer } as const;
  await db.update(dispatches).set(waits).where(isLeasedBy(taken));
}

/**
 * Cancels waiting letters, all or those of the given kinds, under the request's lock. Leaves a letter under a
 * live lease to its sender, which calls `isStillWanted` and records it if it was sent anyway.
 */
export async function cancelDispatches(
  tx: Db,
  requestId: string,
  at: Date,
  letters: readonly LetterKind[] = letterKind.options,
): Promise<void> {
  const abandoned = and(eq(dispatches.state, "sending"), lte(dispatches.leaseUntil, at));
  const waits = or(inArray(dispatches.state, ["queued", "by-hand"]), abandoned);
  await tx
    .update(dispatches)
    .set({ state: "cancelled", nextAt: null, leaseUntil: null })
    .where(and(eq(dispatches.requestId, requestId), inArray(dispatches.letter, [...letters]), waits));
}

/** A sent letter that did not arrive. */
export async function markBounced(tx: Db, dispatchId: string): Promise<void> {
  const bounced = { state: "failed", answer: "bounced" } as const;
  await tx.update(dispatches).set(bounced).where(eq(dispatches.id, dispatchId));
}

/** The letter's last round. Needs the request's lock. */
export async function lastDispatch(
  tx: Db,
  requestId: string,
  letter: LetterKind,
): Promise<DispatchRecord | undefined> {
  const [last] = await tx
    .select()
    .from(dispatches)
    .where(and(eq(dispatches.requestId, requestId), eq(dispatches.letter, letter)))
    .orderBy(desc(dispatches.round))
    .limit(1);
  return last;
}

/**
 * Tells which platform has a letter; a channel's API key may answer only its own letters. True if the
 * request or a reprimand about it was assigned to the channel; false without a channel.
 */
export async function wasSentVia(db: Db, requestId: string, channel: string | undefined): Promise<boolean> {
  if (channel === undefined) return false;
  const [found] = await db
    .select({ id: dispatches.id })
    .from(dispatches)
    .innerJoin(channels, eq(channels.rowId, dispatches.channelId))
    .where(and(eq(dispatches.requestId, requestId), eq(channels.id, channel)))
    .limit(1);
  return found !== undefined;
}
