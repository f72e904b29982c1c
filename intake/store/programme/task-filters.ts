/** What an assignment is at a moment, as filters of queries. */

import { and, eq, gt, inArray, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { idleMs } from "../../../utils/policy/tasks.ts";
import { graphicCategories } from "../../../utils/policy/wellbeing.ts";
import { assignments, cases, reviews, vloggers } from "../schema/index.ts";

/** Neither reviewed nor passed on. */
export const isOpen = and(isNull(assignments.skippedAt), isNull(assignments.reviewedAt)) as SQL;

/** A YouTube video that vloggers may look at. */
export const isShowable = and(
  isNull(cases.mergedInto),
  ...[eq(cases.site, "youtube"), eq(cases.kind, "video"), eq(cases.withheld, false)],
  ...[gt(cases.reports, 0), ne(cases.category, "PORNO_ANAK")],
) as SQL;

/** What `checkReviewable` asks of a case, as a filter. */
export const isReviewable = and(isShowable, inArray(cases.state, ["open", "proposed"])) as SQL;

/** Of an assignment with its case: it can still be worked on. `paused`: by somebody who is only tried for now. */
export function isDoable(paused: boolean): SQL {
  const trial = and(eq(assignments.golden, true), isShowable);
  const real = and(eq(assignments.golden, false), isReviewable);
  return and(isOpen, paused ? trial : or(trial, real)) as SQL;
}

/** Of an assignment with its case and vlogger: it is something to do now. */
export const isWaiting = sql`case when ${vloggers.pausedAt} is null then ${isDoable(false)} else ${isDoable(true)} end`;

/** Somebody can be expected to review it still: it is new, or open at a device. */
export function isAwaited(at: Date): SQL {
  const since = new Date(at.getTime() - idleMs);
  return and(isOpen, or(gt(assignments.at, since), gt(assignments.claimedUntil, at))) as SQL;
}

const dayMs = 24 * 3_600_000;

/** Reviewed within the last day. */
export function isOfToday(at: Date): SQL {
  return gt(assignments.reviewedAt, new Date(at.getTime() - dayMs));
}

export const isGraphic = inArray(cases.category, [...graphicCategories]);

/** Of the table `reviews`: it says something about its case; the others were given to try the reviewer. */
export const isVoice = eq(reviews.trial, false);
