/** Decides which cases may be merged, and which decision remains. */

import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";

/** Returns the case whose state remains: the decided one, otherwise the older. */
export function pickDecidedCase<T extends { state: CaseState }>(older: T, younger: T): T {
  return older.state === "open" ? younger : older;
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
 * Refuses cases of two sites, because a request goes to one; of two Telegram channels, because names change
 * hands; with two decisions or two decided categories; and in the no-pixels lane, where similarity is not
 * shown.
 */
export function checkMerge(one: Mergeable, other: Mergeable): Result<undefined> {
  if ([one, other].some(({ withheld, forbidsPixels }) => withheld || forbidsPixels))
    return fail("not-mergeable", "no-pixels lane");
  if (one.site !== other.site) return fail("not-mergeable", "two sites");
  if (one.channelId && other.channelId && one.channelId !== other.channelId)
    return fail("not-mergeable", "two channels");
  if (one.state !== "open" && other.state !== "open") return fail("not-mergeable", "both are decided");
  const [first, second] = [one.decidedCategory, other.decidedCategory];
  return first && second && first !== second
    ? fail("not-mergeable", "two decided categories")
    : ok(undefined);
}
