/** The queues of letters to platforms and to partners: what waits. */

import { and, count, inArray, isNull, min, sql } from "drizzle-orm";
import type { DispatchState } from "../../utils/shared/contract/request-state.ts";
import type { WaitingCount } from "../core/health-facts.ts";
import { channels, dispatches, partnerChannels, referralLetters } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";

/** Tables with the same columns for delivery. */
export type LetterTable = typeof dispatches | typeof referralLetters;

export async function countLetters(
  db: Db,
  table: LetterTable,
  states: readonly DispatchState[],
): Promise<WaitingCount> {
  const [row] = await db
    .select({ count: count(), oldest: min(table.at) })
    .from(table as typeof dispatches)
    .where(inArray(table.state, [...states]));
  return row ?? { count: 0, oldest: null };
}

/** Letters to platforms and partners that the intake itself is to send. */
export async function countPendingLetters(db: Db): Promise<WaitingCount> {
  const [one, other] = [
    await countLetters(db, dispatches, ["queued", "sending"]),
    await countLetters(db, referralLetters, ["queued", "sending"]),
  ];
  const oldest = [one.oldest, other.oldest].filter((at) => at !== null).sort((a, b) => +a - +b);
  return { count: one.count + other.count, oldest: oldest[0] ?? null };
}

/** Active channels only. */
export async function countMailChannels(db: Db): Promise<number> {
  const counts = [channels, partnerChannels].map((table) =>
    db.$count(table, and(isNull(table.endedAt), sql`${table.channel}->>'kind' = 'email'`)),
  );
  return (await Promise.all(counts)).reduce((sum, one) => sum + one, 0);
}
