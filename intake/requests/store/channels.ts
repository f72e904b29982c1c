/** Channels to platforms: which fit a letter, and their replacement by those of a file. */

import { and, asc, desc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { ActionCode, CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Channel, ChannelView } from "../../../utils/shared/contract/platform-channel.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { channels, dispatches, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import {
  type ChannelAct,
  type EditChannels,
  followChange,
  type LoadedChannels,
  replaceChannels,
} from "../../delivery/replace-channels.ts";

export type ChannelRecord = typeof channels.$inferSelect;

export interface ChannelQuery {
  site: SiteId;
  category: CategoryCode;
  action: ActionCode;
  urgent: boolean;
}

/**
 * Channels that accept such a letter, preferred first. Urgent letters get channels reserved for them before
 * the others.
 */
export async function fittingChannels(
  db: Db,
  { site, category, action, urgent }: ChannelQuery,
): Promise<ChannelRecord[]> {
  const rows = await readChannels(db, site);
  const fits = ({ channel }: ChannelRecord) =>
    (channel.categories?.includes(category) ?? true) &&
    (channel.actions?.includes(action) ?? true) &&
    (urgent || !channel.urgentOnly);
  const fitting = rows.filter(fits);
  const direct = ({ channel }: ChannelRecord) => channel.urgentOnly;
  return [...fitting.filter(direct), ...fitting.filter((row) => !direct(row))];
}

/** Leaves out people's addresses and secrets. */
export function toChannelView({ id, site, name, kind, ...channel }: Channel): ChannelView {
  return {
    id,
    site,
    kind,
    name,
    ...(kind === "form" && "address" in channel ? { address: channel.address } : {}),
    ...("format" in channel ? { format: channel.format } : {}),
  };
}

/** Replaces all channels to platforms with those of a file. */
export function loadChannels(db: Db, given: readonly Channel[], at: Date): Promise<LoadedChannels> {
  return editChannels(db, () => given, { act: "channels-loaded", at, by: "administrator" });
}

export function editChannels(db: Db, edit: EditChannels<Channel>, act: ChannelAct): Promise<LoadedChannels> {
  return db.transaction(async (tx) => {
    const { loaded, written } = await replaceChannels(tx, platformChannels, edit, act.at);
    await logTrust(tx, act, { channels: written });
    return loaded;
  });
}

const platformChannels = {
  table: channels,
  recipientOf: ({ site }: Channel) => site,
  insert: (tx: Db, row: Omit<ChannelRecord, "site" | "endedAt">) =>
    tx.insert(channels).values({ ...row, site: row.channel.site }),
  moveLetters,
};

export function followChangedChannel(db: Db, rowId: string): Promise<void> {
  return followChange(db, platformChannels, rowId);
}

/** Moves unsent letters to the changed channel. */
async function moveLetters(tx: Db, from: string, to: string): Promise<void> {
  const moved = await tx
    .update(dispatches)
    .set({ channelId: to })
    .where(and(eq(dispatches.channelId, from), inArray(dispatches.state, ["queued", "by-hand"])))
    .returning({ requestId: dispatches.requestId });
  const ids = moved.map(({ requestId }) => requestId);
  const waits = inArray(requests.state, ["queued", "by-hand"]);
  await tx
    .update(requests)
    .set({ channelId: to })
    .where(and(inArray(requests.id, ids), waits, eq(requests.channelId, from)));
}

/** Removed channels, newest first. */
export function readRemovedChannels(db: Db, limit: number): Promise<ChannelRecord[]> {
  return db
    .select()
    .from(channels)
    .where(isNotNull(channels.endedAt))
    .orderBy(desc(channels.endedAt), asc(channels.id))
    .limit(limit);
}

/** Active channels, of one site or of all, preferred first. */
export function readChannels(db: Db, site?: SiteId): Promise<ChannelRecord[]> {
  return db
    .select()
    .from(channels)
    .where(and(isNull(channels.endedAt), site && eq(channels.site, site)))
    .orderBy(asc(channels.place), asc(channels.id));
}
