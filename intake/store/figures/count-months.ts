/** Counts the month that runs, and each one that is over until its numbers stand. */

import { monthOf } from "../../../utils/policy/month.ts";
import type { Db } from "../store.ts";
import { countMonth } from "./count-month.ts";
import { uncountedMonths } from "./read-months.ts";

/** Gives up between two months. */
export async function countMonths(db: Db, at: Date, signal?: AbortSignal): Promise<void> {
  // The month that runs first: its numbers are looked at, and an old database has many others.
  const months = await uncountedMonths(db, at);
  const running = monthOf(at);
  for (const month of [running, ...months.filter((one) => one !== running)]) {
    if (signal?.aborted) return;
    await countMonth(db, month, at);
  }
}
