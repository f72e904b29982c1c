/** The letters to platforms: new ones, leases, and whether one is still wanted. */

import {
  and,
  asc,
  desc,
  eq,
  exists,
  inArray,
  isNotNull,
  isNull,
  notExists,
  type SQL,
  sql,
} from "drizzle-orm";
import type { Channel } from "../../../utils/shared/contract/platform-channel.ts";
import { type LetterKind, letterKind } from "../../../utils/shared/contract/request-state.ts";
import type { DispatchRecord } from "../../db/rows.ts";
import { channels, decisions, dispatches, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { Lease } from "../../delivery/deliver-letters.ts";
import { cancelWaiting, holdLetter, isDue, isStillLeased, newDelivery } from "../../delivery/letter-queue.ts";
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

/** Builds a row to insert. */
export function newDispatch({
  channel: { rowId, channel },
  host,
  at,
  ...given
}: NewDispatch): DispatchRecord {
  return { ...given, channelId: rowId, ...newDelivery({ channel, at, host }) };
}

export interface LeasedDispatch {
  dispatch: DispatchRecord;
  channel: Channel;
  leaseUntil: Date;
}

/** Takes the most urgent due letter under a lease, which commits before anything is sent. */
export function leaseDispatch(db: Db, lease: Lease): Promise<LeasedDispatch | undefined> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({ dispatch: dispatches, channel: channels.channel })
      .from(dispatches)
      .innerJoin(channels, eq(channels.rowId, dispatches.channelId))
      .innerJoin(requests, eq(requests.id, dispatches.requestId))
      .where(isDue(dispatches, channels.channel, lease))
      .orderBy(desc(requests.urgent), asc(dispatches.nextAt), asc(dispatches.id))
      .limit(1)
      .for("update", { of: dispatches, skipLocked: true });
    return row && { ...row, ...(await holdLetter(tx, dispatches, row.dispatch, lease)) };
  });
}

/** Checked right before sending: false if the request was withdrawn, answered or reversed, or a reprimand proven needless. */
export async function isStillWanted(db: Db, taken: LeasedDispatch): Promise<boolean> {
  const { dispatch } = taken;
  const itemsWhere = (condition: SQL) =>
    db
      .select({ one: sql`1` })
      .from(requestItems)
      .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
      .where(and(eq(requestItems.requestId, dispatch.requestId), condition));
  // A request is sent whole or not at all; a reprimand goes while any item is asked for and not proven.
  const isWanted =
    dispatch.letter === "request"
      ? notExists(itemsWhere(isNotNull(decisions.reversedAt)))
      : exists(itemsWhere(and(isNull(decisions.reversedAt), isNull(requestItems.provenAt)) as SQL));
  const [now] = await db
    .select({
      request: requests.state,
      state: dispatches.state,
      leaseUntil: dispatches.leaseUntil,
      areItemsWanted: (isWanted as SQL<boolean>).mapWith(Boolean),
    })
    .from(dispatches)
    .innerJoin(requests, eq(requests.id, dispatches.requestId))
    .where(eq(dispatches.id, dispatch.id));
  return (
    now !== undefined &&
    isStillLeased(now, taken) &&
    now.areItemsWanted &&
    isLetterWanted(dispatch.letter, now.request)
  );
}

/** Cancels waiting letters, all or those of the given kinds, under the request's lock. */
export function cancelDispatches(
  tx: Db,
  requestId: string,
  at: Date,
  letters: readonly LetterKind[] = letterKind.options,
): Promise<void> {
  const which = and(eq(dispatches.requestId, requestId), inArray(dispatches.letter, [...letters]));
  return cancelWaiting(tx, dispatches, which, at);
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
 * Returns the platform that has a letter; a channel's API key may answer only its own letters. True if the
 * request or a reprimand about it was assigned to the channel; false without a channel.
 */
export async function wasSentVia(db: Db, requestId: string, channel: string | undefined): Promise<boolean> {
  if (channel === undefined) return false;
  const [row] = await db
    .select({ id: dispatches.id })
    .from(dispatches)
    .innerJoin(channels, eq(channels.rowId, dispatches.channelId))
    .where(and(eq(dispatches.requestId, requestId), eq(channels.id, channel)))
    .limit(1);
  return row !== undefined;
}
