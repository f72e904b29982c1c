/** Replaces all channels with those of a file. Unchanged channels keep their rows. */

import { randomUUID } from "node:crypto";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Channel } from "../../../utils/shared/contract/channel.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { canonicalJson } from "../../../utils/shared/seal/digest.ts";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { channels, dispatches, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { ChannelRecord } from "./channels.ts";

export interface LoadedChannels {
  begun: string[];
  ended: string[];
  unchanged: string[];
}

export function loadChannels(db: Db, given: readonly Channel[], at: Date): Promise<LoadedChannels> {
  return db.transaction(async (tx) => {
    const inUse = await tx.select().from(channels).where(isNull(channels.endedAt)).for("update");
    const before = new Map(inUse.map((row) => [row.id, row]));
    const isSame = (channel: Channel) => {
      const row = before.get(channel.id);
      return row !== undefined && canonicalJson(row.channel) === canonicalJson(channel);
    };
    const kept = given.filter(isSame).map(({ id }) => id);
    const over = inUse.filter(({ id }) => !kept.includes(id));
    await tx
      .update(channels)
      .set({ endedAt: at })
      .where(
        inArray(
          channels.rowId,
          over.map(({ rowId }) => rowId),
        ),
      );
    const written = over.map(({ rowId }) => rowId);
    for (const [place, channel] of given.entries()) {
      const row = before.get(channel.id);
      if (row && kept.includes(channel.id)) {
        if (row.place === place) continue;
        await tx.update(channels).set({ place }).where(eq(channels.rowId, row.rowId));
        written.push(row.rowId);
        continue;
      }
      const rowId = randomUUID();
      const { id, site } = channel;
      await tx.insert(channels).values({ rowId, id, site, place, channel, since: at });
      written.push(rowId);
      if (row && row.channel.kind === channel.kind && row.site === site) await moveDispatches(tx, row, rowId);
    }
    await logTrust(tx, { act: "channels-loaded", at, by: "administrator" }, { channels: written });
    const begun = given.filter((channel) => !kept.includes(channel.id)).map(({ id }) => id);
    return { begun, ended: over.map(({ id }) => id), unchanged: kept };
  });
}

/** Moves unsent letters to the changed channel. */
async function moveDispatches(tx: Db, { rowId: from }: ChannelRecord, to: string): Promise<void> {
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

/** Active channels, of one site or of all, preferred first. */
export function readChannels(db: Db, site?: SiteId): Promise<ChannelRecord[]> {
  return db
    .select()
    .from(channels)
    .where(and(isNull(channels.endedAt), site && eq(channels.site, site)))
    .orderBy(asc(channels.place), asc(channels.id));
}
