/** A group's cases by what can be done with them together. */

import type { GroupedCase } from "../../utils/contract/case.ts";

export interface GroupPart {
  /** `open`: may be decided together. A bulk's id: were decided together, and may be answered so. `rest`: one by one. */
  key: string;
  cases: GroupedCase[];
}

/** What waits for a second person first, then what waits for the first; the rest last. Empty parts are left out. */
export function groupParts(cases: readonly GroupedCase[]): GroupPart[] {
  const parts = new Map<string, GroupedCase[]>();
  for (const one of cases) {
    const key = partOf(one);
    parts.set(key, [...(parts.get(key) ?? []), one]);
  }
  const rank = (key: string) => (key === "rest" ? 2 : key === "open" ? 1 : 0);
  return [...parts].map(([key, list]) => ({ key, cases: list })).sort((a, b) => rank(a.key) - rank(b.key));
}

function partOf({ state, decision }: GroupedCase): string {
  if (state === "open") return "open";
  return decision?.state === "proposed" && decision.bulkId !== undefined ? decision.bulkId : "rest";
}
