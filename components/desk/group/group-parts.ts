/** Divides a group's cases by the act that they can share. */

import type { GroupedCase } from "../../../utils/shared/contract/case.ts";

export interface GroupPart {
  /** `open`: can be decided together. A bulk id: were decided together and can be answered together. `rest`: one by one. */
  key: string;
  cases: GroupedCase[];
}

/** Order: parts awaiting confirmation, parts awaiting a decision, the rest. Empty parts are left out. */
export function groupParts(cases: readonly GroupedCase[]): GroupPart[] {
  const parts = new Map<string, GroupedCase[]>();
  for (const caseRow of cases) {
    const key = partOf(caseRow);
    parts.set(key, [...(parts.get(key) ?? []), caseRow]);
  }
  const rank = (key: string) => (key === "rest" ? 2 : key === "open" ? 1 : 0);
  return [...parts].map(([key, list]) => ({ key, cases: list })).sort((a, b) => rank(a.key) - rank(b.key));
}

function partOf({ state, decision }: GroupedCase): string {
  if (state === "open") return "open";
  return decision?.state === "proposed" && decision.bulkId !== undefined ? decision.bulkId : "rest";
}
