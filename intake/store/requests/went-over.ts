/** Which platform has a letter: a key of a channel may speak of those alone that were given to it. */

import { and, eq } from "drizzle-orm";
import { channels, dispatches } from "../schema/index.ts";
import type { Db } from "../store.ts";

/** Whether the request, or a reprimand about it, was given to the channel; never to none. */
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
