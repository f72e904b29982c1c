/** Decides whether a case may be given to reviewers. */

import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Kind, SiteId } from "../../../utils/shared/contract/site.ts";

export interface ReviewFacts {
  site: SiteId;
  kind: Kind;
  state: CaseState;
  category: CategoryCode;
  withheld: boolean;
  reports: number;
}

/** Undecided YouTube videos with a live report, outside the no-pixels lane. */
export function checkReviewable(facts: ReviewFacts): Result<undefined> {
  const video = facts.site === "youtube" && facts.kind === "video";
  const undecided = facts.state === "open" || facts.state === "proposed";
  const visible = !facts.withheld && facts.category !== "PORNO_ANAK";
  return video && undecided && visible && facts.reports > 0 ? ok(undefined) : fail("not-reviewable");
}
