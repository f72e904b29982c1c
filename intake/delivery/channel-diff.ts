/** Compares the channels in use with those of an administrator's file. */

import { canonicalJson } from "../../utils/shared/seal/digest.ts";

interface ChannelRow<C> {
  rowId: string;
  id: string;
  place: number;
  channel: C;
}

export interface ChannelDiff<C> {
  /** Rows that are no longer in use. */
  ended: ChannelRow<C>[];
  /** Rows that only change their place. */
  moved: { rowId: string; place: number }[];
  begun: { channel: C; place: number; replaces: ChannelRow<C> | undefined }[];
  /** Ids of unchanged channels. */
  unchanged: string[];
}

/** A changed channel ends and begins again as a new row. */
export function diffChannels<C extends { id: string }>(
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
