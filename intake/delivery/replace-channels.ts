/** Replaces the channels in use with those of an administrator's file, for platforms and for partners. */

import { randomUUID } from "node:crypto";
import { eq, inArray, isNull, or } from "drizzle-orm";
import type { Channel } from "../../utils/shared/contract/platform-channel.ts";
import { canonicalJson } from "../../utils/shared/seal/digest.ts";
import type { channels, partnerChannels } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";

interface ChannelRow<C> {
  rowId: string;
  id: string;
  place: number;
  channel: C;
}

interface ChannelDiff<C> {
  /** Rows that are no longer in use. */
  ended: ChannelRow<C>[];
  /** Rows that only change their place. */
  moved: { rowId: string; place: number }[];
  begun: { channel: C; place: number; replaces: ChannelRow<C> | undefined }[];
  /** Ids of unchanged channels. */
  unchanged: string[];
}

/** A changed channel ends and begins again as a new row. */
function diffChannels<C extends { id: string }>(
  inUse: readonly ChannelRow<C>[],
  given: readonly C[],
): ChannelDiff<C> {
  const before = new Map(inUse.map((row) => [row.id, row]));
  const diff: ChannelDiff<C> = { ended: [], moved: [], begun: [], unchanged: [] };
  for (const [place, channel] of given.entries()) {
    const row = before.get(channel.id);
    if (!row || canonicalJson(row.channel) !== canonicalJson(channel)) {
      diff.begun.push({ channel, place, replaces: row });
      continue;
    }
    diff.unchanged.push(row.id);
    if (row.place !== place) diff.moved.push({ rowId: row.rowId, place });
  }
  diff.ended = inUse.filter(({ id }) => !diff.unchanged.includes(id));
  return diff;
}

/** Tables with the same columns, except for the recipient. */
type ChannelTable = typeof channels | typeof partnerChannels;

/** Drizzle types no update of one of two tables. */
const asOne = (table: ChannelTable) => table as typeof channels;

interface NewChannelRow<C> {
  rowId: string;
  id: string;
  place: number;
  channel: C;
  since: Date;
}

interface ChannelSet<C> {
  table: ChannelTable;
  /** The site or the partner. */
  recipientOf(channel: C): string;
  insert(tx: Db, row: NewChannelRow<C>): Promise<unknown>;
  /** Moves unsent letters to the row of the changed channel. */
  moveLetters(tx: Db, from: string, to: string): Promise<void>;
}

/** Ids of channels. */
export interface LoadedChannels {
  begun: string[];
  ended: string[];
  unchanged: string[];
}

/** Returns all channels that are to be in use; given those in use, preferred first. */
export type EditChannels<C> = (inUse: readonly C[]) => readonly C[];

/** For the log. */
export interface ChannelAct {
  act: string;
  at: Date;
  by: string;
}

function isChange<C extends Pick<Channel, "kind">>(recipientOf: (channel: C) => string, before: C, now: C) {
  return before.kind === now.kind && recipientOf(before) === recipientOf(now);
}

/** Moves the letters of a row that was replaced while they were being sent. */
export function followChange<C extends Pick<Channel, "id" | "kind">>(
  db: Db,
  { table, recipientOf, moveLetters }: ChannelSet<C>,
  rowId: string,
): Promise<void> {
  return db.transaction(async (tx) => {
    const found = await tx
      .select()
      .from(asOne(table))
      .where(or(eq(table.rowId, rowId), isNull(table.endedAt)));
    const rows = found as unknown as ChannelRow<C>[];
    const used = rows.find((row) => row.rowId === rowId);
    const next = rows.find((row) => row.id === used?.id && row !== used);
    if (used && next && isChange(recipientOf, used.channel, next.channel))
      await moveLetters(tx, rowId, next.rowId);
  });
}

/** Unchanged channels keep their rows. Returns also the ids of the rows that were written. */
export async function replaceChannels<C extends Pick<Channel, "id" | "kind">>(
  tx: Db,
  { table, recipientOf, insert, moveLetters }: ChannelSet<C>,
  edit: EditChannels<C>,
  at: Date,
): Promise<{ loaded: LoadedChannels; written: string[] }> {
  const current = await tx
    .select()
    .from(asOne(table))
    .where(isNull(table.endedAt))
    .orderBy(table.place, table.id)
    .for("update");
  const rows = current as unknown as ChannelRow<C>[];
  const { ended, moved, begun, unchanged } = diffChannels(rows, edit(rows.map(({ channel }) => channel)));
  const endedRows = ended.map(({ rowId }) => rowId);
  await tx.update(asOne(table)).set({ endedAt: at }).where(inArray(table.rowId, endedRows));
  for (const { rowId, place } of moved)
    await tx.update(asOne(table)).set({ place }).where(eq(table.rowId, rowId));
  const written = [...endedRows, ...moved.map(({ rowId }) => rowId)];
  for (const { channel, place, replaces } of begun) {
    const rowId = randomUUID();
    await insert(tx, { rowId, id: channel.id, place, channel, since: at });
    written.push(rowId);
    if (replaces && isChange(recipientOf, replaces.channel, channel))
      await moveLetters(tx, replaces.rowId, rowId);
  }
  const loaded = {
    begun: begun.map(({ channel: { id } }) => id),
    ended: ended.map(({ id }) => id),
    unchanged,
  };
  return { loaded, written };
}
