/** Which cases a vlogger may review. */

import type { CaseState } from "../../utils/contract/case.ts";
import type { CategoryCode } from "../../utils/contract/category.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { Kind, SiteId } from "../../utils/contract/site.ts";

export interface ReviewFacts {
  site: SiteId;
  kind: Kind;
  state: CaseState;
  category: CategoryCode;
  withheld: boolean;
  reports: number;
  ownReport: boolean;
  reviewed: boolean;
  /** Decided, and given to try reviewers. */
  golden: boolean;
}

/** Undecided or golden YouTube videos with a live report, never material whose pixels nobody may see, never twice, never one's own flag. */
export function checkReviewable(facts: ReviewFacts): Result<undefined> {
  if (facts.ownReport) return fail("own-report");
  if (facts.reviewed) return fail("already-reviewed");
  const video = facts.site === "youtube" && facts.kind === "video";
  const undecided = facts.state === "open" || facts.state === "proposed" || facts.golden;
  const visible = !facts.withheld && facts.category !== "PORNO_ANAK";
  return video && undecided && visible && facts.reports > 0 ? ok(undefined) : fail("not-reviewable");
}
