/** What an assignment is at a moment, as filters of queries. */

import { and, eq, gt, inArray, isNotNull, isNull, ne, not, or, type SQL, sql } from "drizzle-orm";
import { idleMs } from "../../../utils/policy/tasks.ts";
import { graphicCategories } from "../../../utils/policy/wellbeing.ts";
import {
  assignments,
  cases,
  conflicts,
  declaredChannels,
  reports,
  reviews,
  vloggers,
} from "../schema/index.ts";

/** Neither reviewed nor passed on. */
export const isOpen = and(isNull(assignments.skippedAt), isNull(assignments.reviewedAt)) as SQL;

/** A YouTube video that vloggers may look at. */
export const isShowable = and(
  isNull(cases.mergedInto),
  eq(cases.site, "youtube"),
  eq(cases.kind, "video"),
  eq(cases.withheld, false),
  gt(cases.reports, 0),
  ne(cases.category, "PORNO_ANAK"),
) as SQL;

/** What `checkReviewable` asks of a case, as a filter. */
export const isReviewable = and(isShowable, inArray(cases.state, ["open", "proposed"])) as SQL;

/** Of an assignment with its case: whoever it was given to has reported it since, or has to do with its channel. */
export const isBarred = sql`(
  exists (select 1 from ${reports} where ${reports.caseId} = ${cases.id} and ${reports.personId} = ${assignments.personId})
  or exists (select 1 from ${conflicts}
    where ${conflicts.channel} = ${cases.authorKey} and ${conflicts.personId} = ${assignments.personId})
  or exists (select 1 from ${vloggers} own join ${vloggers} mate on mate.person_id = own.person_id or mate.network = own.network
    where own.person_id = ${assignments.personId} and (mate.channels @> to_jsonb(${cases.authorKey}) or exists (
      select 1 from ${declaredChannels}
      where ${declaredChannels.personId} = mate.person_id and ${declaredChannels.channel} = ${cases.authorKey})))
)`;

/** Of an assignment with its case: it can still be worked on. `paused`: by somebody who is only tried for now. */
export function isDoable(paused: boolean): SQL {
  const trial = and(eq(assignments.golden, true), isShowable);
  const real = and(eq(assignments.golden, false), isReviewable);
  return and(isOpen, paused ? trial : or(trial, real), not(isBarred)) as SQL;
}

/** Of an assignment with its case and vlogger: it is something to do now. */
export const isWaiting = sql`case when ${vloggers.pausedAt} is null then ${isDoable(false)} else ${isDoable(true)} end`;

/** Somebody can be expected to review it still: it is new, or open at a device. */
export function isAwaited(at: Date): SQL {
  const since = new Date(at.getTime() - idleMs);
  return and(isOpen, or(gt(assignments.at, since), gt(assignments.claimedUntil, at))) as SQL;
}

const dayMs = 24 * 3_600_000;

/** Within the last day it was reviewed, or opened and then passed on or left. */
export function isSeenOfToday(at: Date): SQL {
  const since = new Date(at.getTime() - dayMs);
  const opened = sql`coalesce(${assignments.skippedAt}, ${assignments.claimedUntil})`;
  return or(
    gt(assignments.reviewedAt, since),
    and(isNotNull(assignments.claimedUntil), gt(opened, since)),
  ) as SQL;
}

/** All that can be something to do, or seen today. */
export function isOfToday(at: Date): SQL {
  const over = sql`coalesce(${assignments.reviewedAt}, ${assignments.skippedAt})`;
  return or(isOpen, gt(over, new Date(at.getTime() - dayMs))) as SQL;
}

export const isGraphic = inArray(cases.category, [...graphicCategories]);

/** Of the table `reviews`: it says something about its case; the others were given to try the reviewer. */
export const isVoice = eq(reviews.trial, false);
