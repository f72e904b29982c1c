/** Counts the current month and every past month that is not final. */

import { monthOf } from "../../../utils/shared/policy/jakarta-months.ts";
import type { Db } from "../../db/store.ts";
import { countMonth } from "./count-month.ts";
import { uncountedMonths } from "./read-months.ts";

/** On abort, stops between two months. */
export async function countMonths(db: Db, at: Date, signal?: AbortSignal): Promise<void> {
  // The current month first, because people look at it; an old database may have many others.
  const months = await uncountedMonths(db, at);
  const running = monthOf(at);
  for (const month of [running, ...months.filter((one) => one !== running)]) {
    if (signal?.aborted) return;
    await countMonth(db, month, at);
  }
}
