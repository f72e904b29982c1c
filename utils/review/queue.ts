/** How much time a case has. */

import type { CaseRow } from "../contract/case.ts";

const decided: ReadonlySet<CaseRow["state"]> = new Set(["approved", "rejected", "escalated"]);

/** Milliseconds left until a case's limit, negative when it has passed; undefined without one. */
export function leftMs(row: Pick<CaseRow, "dueAt" | "state">, nowMs: number): number | undefined {
  if (row.dueAt === undefined || decided.has(row.state)) return undefined;
  return Date.parse(row.dueAt) - nowMs;
}
