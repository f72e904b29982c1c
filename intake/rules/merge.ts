/** Which cases may become one, and what becomes of what was decided on each. */

import type { CaseState } from "../../utils/contract/case-state.ts";
import type { CategoryCode } from "../../utils/contract/category.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { SiteId } from "../../utils/contract/site.ts";

export interface Decided {
  state: CaseState;
  decidedCategory: CategoryCode | null;
  proposedCategory: CategoryCode | null;
}

const weight: Record<CaseState, number> = {
  open: 0,
  proposed: 1,
  panel: 2,
  escalated: 3,
  rejected: 3,
  approved: 3,
};

/** The further one stands; of two that stand equally far, the older case's. */
export function mergeDecisions<T extends Decided>(older: T, younger: T): T {
  return weight[younger.state] > weight[older.state] ? younger : older;
}

/** A category that was set by decision outlives the merge, and the one that withholds pixels wins. */
export function mergeCategories(kept: Decided, other: Decided): CategoryCode | null {
  return other.decidedCategory === "PORNO_ANAK"
    ? other.decidedCategory
    : (kept.decidedCategory ?? other.decidedCategory);
}

export interface Mergeable {
  site: SiteId;
  channelId: string;
  withheld: boolean;
  decidedCategory: CategoryCode | null;
}

/**
 * Asked of two open cases, for by merging nobody decides alone. A request goes to one site; Telegram names change
 * hands; a category that two people set is not overruled by one; and in the no-pixels lane nothing shows likeness.
 */
export function checkMerge(one: Mergeable, other: Mergeable): Result<undefined> {
  if (one.withheld || other.withheld) return fail("not-mergeable", "no-pixels lane");
  if (one.site !== other.site) return fail("not-mergeable", "of two sites");
  if (one.channelId && other.channelId && one.channelId !== other.channelId)
    return fail("not-mergeable", "of two channels");
  const [first, second] = [one.decidedCategory, other.decidedCategory];
  return first && second && first !== second
    ? fail("not-mergeable", "of two decided categories")
    : ok(undefined);
}
