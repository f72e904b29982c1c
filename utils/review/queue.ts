/** Which cases a view of the queue shows, and in which order. */

import type { CaseRow, CaseState } from "../contract/case.ts";
import { limits } from "../contract/limits.ts";
import type { QueueFilters } from "../contract/queue.ts";

/** `pending`: everything that waits for a supervisor, first or second. */
export type QueueView = "pending" | "approved" | "rejected";

/** The states a view asks the intake for, in the order in which they are shown. */
export function statesOf(view: QueueView): readonly CaseState[] {
  return view === "pending" ? ["proposed", "open"] : [view];
}

/**
 * What the intake is asked for: blank filters are none, and days are the device's own.
 * @param after the answer's `next`, for the page that follows
 */
export function queryOf(filters: QueueFilters, after?: string) {
  const { state, fromDay, toDay, q = "", ...named } = filters;
  const set = Object.entries(named).filter(([, value]) => value !== "" && value !== undefined);
  return {
    ...(Object.fromEntries(set) as typeof named),
    ...{ state, limit: limits.queueRows },
    ...(q.trim() === "" ? {} : { q: q.trim() }),
    ...(fromDay === undefined ? {} : { from: startOf(fromDay, 0) }),
    ...(toDay === undefined ? {} : { to: startOf(toDay, 1) }),
    ...(after === undefined ? {} : { after }),
  };
}

/** The instant at which a local day begins, so many days later. */
function startOf(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}

/** Pages one after the other without repeating a case that moved between two answers. */
export function joinPages(pages: readonly (readonly CaseRow[])[]): CaseRow[] {
  const seen = new Map<string, CaseRow>();
  for (const row of pages.flat()) {
    const known = seen.get(row.id);
    if (known === undefined || known.version < row.version) seen.set(row.id, row);
  }
  return [...seen.values()];
}

/** Milliseconds left until a case's limit, negative when it has passed; undefined without one. */
export function leftMs(row: Pick<CaseRow, "dueAt" | "state">, nowMs: number): number | undefined {
  if (row.dueAt === undefined || row.state === "approved" || row.state === "rejected") return undefined;
  return Date.parse(row.dueAt) - nowMs;
}
