/** From what a person chose to see of the queue to what is asked of the intake. */

import type { QueueFilter } from "../contract/queue-filter.ts";

/** The query of `listCases`, apart from the page: days become instants of the person's own time zone. */
export function queryOf({ from, to, ...filter }: QueueFilter) {
  return {
    ...filter,
    ...(from === undefined ? {} : { from: startOf(from, 0) }),
    // Before the day after the last one.
    ...(to === undefined ? {} : { to: startOf(to, 1) }),
  };
}

function startOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
