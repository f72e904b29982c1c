/** Tells which platform has a letter; a channel's API key may answer only its own letters. */

import { and, eq } from "drizzle-orm";
import { channels, dispatches } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** True if the request or a reprimand about it was assigned to the channel; false without a channel. */
export async function wentOver(db: Db, requestId: string, channel: string | undefined): Promise<boolean> {
  if (channel === undefined) return false;
  const [found] = await db
    .select({ id: dispatches.id })
    .from(dispatches)
    .innerJoin(channels, eq(channels.rowId, dispatches.channelId))
    .where(and(eq(dispatches.requestId, requestId), eq(channels.id, channel)))
    .limit(1);
  return found !== undefined;
}
