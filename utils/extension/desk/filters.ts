/** Converts a queue filter to a request to the intake. */

import type { QueueFilter } from "../../shared/contract/queue-filter.ts";

/** The query of `listCases` without paging. Days become instants in the user's time zone. */
export function queryOf({ from, to, ...filter }: QueueFilter) {
  return {
    ...filter,
    ...(from === undefined ? {} : { from: startOf(from, 0) }),
    // The start of the day after the last one, exclusive.
    ...(to === undefined ? {} : { to: startOf(to, 1) }),
  };
}

function startOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
