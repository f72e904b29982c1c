/** Pending dispatches, for an administrator. */

import { and, count, inArray, isNull, min, sql } from "drizzle-orm";
import type { Waiting } from "../../core/facts.ts";
import { channels, dispatches } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** Letters that the intake itself is to send. */
export async function readWaiting(db: Db): Promise<Waiting> {
  const [row] = await db
    .select({ count: count(), oldest: min(dispatches.at) })
    .from(dispatches)
    .where(inArray(dispatches.state, ["queued", "sending"]));
  return row ?? { count: 0, oldest: null };
}

/** Active channels only. */
export function countMailChannels(db: Db): Promise<number> {
  return db.$count(channels, and(isNull(channels.endedAt), sql`${channels.channel}->>'kind' = 'email'`));
}
