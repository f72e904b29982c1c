/** Requests that wait for people, by their clocks, for monitoring. */

import { count, eq, inArray, min, sql } from "drizzle-orm";
import { type Clock, clockOf } from "../../../utils/shared/policy/clock.ts";
import type { WaitingCount } from "../../core/health-facts.ts";
import { channels, dispatches, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { isFullyReversed } from "./effective-at.ts";
import { allProvenAt } from "./own-proofs.ts";
import { openStates } from "./read-requests.ts";
import { toClocked } from "./reprimand.ts";

export interface LateRequests {
  clocks: Clock[];
  /** Letters that a person must deliver. */
  byHand: WaitingCount;
}

export async function readLate(db: Db, at: Date): Promise<LateRequests> {
  const [byHand = { count: 0, oldest: null }] = await db
    .select({ count: count(), oldest: min(dispatches.at) })
    .from(dispatches)
    .where(eq(dispatches.state, "by-hand"));
  return { clocks: await readClocks(db, at), byHand };
}

/** Clocks of all open requests; does not read the letters. */
export async function readClocks(db: Db, at: Date): Promise<Clock[]> {
  const { kind, state, hours, sentAt, dueAt, acknowledgedAt, reprimands, reprimandedAt } = requests;
  const rows = await db
    .select({
      row: { kind, state, hours, sentAt, dueAt, acknowledgedAt, reprimands, reprimandedAt },
      acknowledgeHours: sql<number>`(${channels.channel}->>'acknowledgeHours')::int`,
      reversed: isFullyReversed(db),
      provenAt: allProvenAt(db),
    })
    .from(requests)
    .innerJoin(channels, eq(channels.rowId, requests.channelId))
    .where(inArray(state, [...openStates]));
  return rows.map(({ row, acknowledgeHours, reversed, provenAt }) =>
    clockOf(
      { ...toClocked({ ...row, provenAt }, acknowledgeHours), reversed: reversed || undefined },
      at.getTime(),
    ),
  );
}
