/** Which cases may become one, and what becomes of what was decided on each. */

import type { CaseState } from "../../utils/contract/case-state.ts";
import type { CategoryCode } from "../../utils/contract/category.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { SiteId } from "../../utils/contract/site.ts";
import type { CaseRecord } from "../store/rows.ts";

/** The case whose state stays: the decided one, else the older. */
export function mergeDecisions<T extends { state: CaseState }>(older: T, younger: T): T {
  return older.state === "open" ? younger : older;
}

/** The states that a person agrees on when two cases are to be merged; in the order of the ids. */
export function statesOf(pair: readonly Pick<CaseRecord, "id" | "state" | "decidedCategory">[]): string {
  const sorted = [...pair].sort((a, b) => (a.id < b.id ? -1 : 1));
  return sorted.map(({ state, decidedCategory }) => `${state} ${decidedCategory ?? ""}`).join(", ");
}

export interface Mergeable {
  site: SiteId;
  channelId: string;
  state: CaseState;
  withheld: boolean;
  forbidsPixels: boolean;
  decidedCategory: CategoryCode | null;
}

/**
 * A request goes to one site; Telegram names change hands; two decisions, or two categories that were set by decision,
 * cannot both stand; and in the no-pixels lane nothing shows likeness.
 */
export function checkMerge(one: Mergeable, other: Mergeable): Result<undefined> {
  if ([one, other].some(({ withheld, forbidsPixels }) => withheld || forbidsPixels))
    return fail("not-mergeable", "no-pixels lane");
  if (one.site !== other.site) return fail("not-mergeable", "of two sites");
  if (one.channelId && other.channelId && one.channelId !== other.channelId)
    return fail("not-mergeable", "of two channels");
  if (one.state !== "open" && other.state !== "open") return fail("not-mergeable", "both are decided");
  const [first, second] = [one.decidedCategory, other.decidedCategory];
  return first && second && first !== second
    ? fail("not-mergeable", "of two decided categories")
    : ok(undefined);
}
