/** Which cases a view of the queue shows, and in which order. */

import type { CaseRow, CaseState } from "../contract/case.ts";

/** `pending`: everything that waits for a supervisor, first or second. */
export type QueueView = "pending" | "approved" | "rejected";

/** The states a view asks the intake for, in the order in which they are shown. */
export function statesOf(view: QueueView): readonly CaseState[] {
  return view === "pending" ? ["proposed", "open"] : [view];
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
