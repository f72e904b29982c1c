/** The time left for a case. */

import type { CaseRow } from "../../shared/contract/case.ts";

const decided: ReadonlySet<CaseRow["state"]> = new Set(["approved", "rejected", "escalated"]);

/** Milliseconds until the case's deadline, negative after it. Undefined if there is none. */
export function leftMs(row: Pick<CaseRow, "dueAt" | "state">, nowMs: number): number | undefined {
  if (row.dueAt === undefined || decided.has(row.state)) return undefined;
  return Date.parse(row.dueAt) - nowMs;
}
