/** SQL filters for the state of an assignment at a given time. */

import { and, eq, gt, inArray, isNotNull, isNull, ne, not, or, type SQL, sql } from "drizzle-orm";
import { idleMs } from "../../../utils/shared/policy/review-tasks.ts";
import { graphicCategories } from "../../../utils/shared/policy/wellbeing.ts";
import { hasChannelTie } from "../../cases/store/channel-ties.ts";
import { assignments, cases, people, reports, reviews, vloggers } from "../../db/schema/index.ts";
import { isInvitationSql, personNamed } from "../../people/store/inviters.ts";

/** Neither reviewed nor skipped. */
export const isOpen = and(isNull(assignments.skippedAt), isNull(assignments.reviewedAt)) as SQL;

/** A YouTube video that may be shown to vloggers. */
export const isShowable = and(
  isNull(cases.mergedInto),
  eq(cases.site, "youtube"),
  eq(cases.kind, "video"),
  eq(cases.withheld, false),
  gt(cases.reports, 0),
  ne(cases.category, "PORNO_ANAK"),
) as SQL;

/** Reviewers must not recognise a golden case, so none of its evidence may have been deleted. */
export const isShowableTrial = and(
  isShowable,
  sql`not exists (select 1 from ${reports} where ${reports.caseId} = ${cases}.id and ${reports.evidenceDeletedAt} is not null)`,
) as SQL;

/** `checkReviewable` as a filter. */
export const isReviewable = and(isShowable, inArray(cases.state, ["open", "proposed"])) as SQL;

/** The reviewer with an assignment. The inviter is read once, too. */
const reviewer = {
  id: assignments.personId,
  invitedBy: sql`(select own.invited_by from ${people} own where own.id = ${assignments.personId})`,
};

const reporter = personNamed("reporter");

/**
 * For an assignment with its case: the reviewer, their inviter or an invitee has reported it since, or the reviewer has a
 * conflict of interest with its channel. The answer to a golden case is known, so a tie to its reporter does not matter.
 */
export const isBarred = sql`(
  exists (select 1 from ${reports} join ${people} reporter on reporter.id = ${reports.personId}
    where ${reports.caseId} = ${cases.id} and (reporter.id = ${assignments.personId} or not ${assignments.golden}
      and ${isInvitationSql(reviewer, reporter)}))
  or ${hasChannelTie(assignments.personId)}
)`;

/**
 * For an assignment with its case: the reviewer can still work on it. `paused` reviewers get golden tasks
 * only.
 */
export function isAvailable(paused: boolean): SQL {
  const trial = and(eq(assignments.golden, true), isShowableTrial);
  const real = and(eq(assignments.golden, false), isReviewable);
  return and(isOpen, paused ? trial : or(trial, real), not(isBarred)) as SQL;
}

/** For an assignment with its case and vlogger: the task is to be done now. */
export const isWaiting = sql`case when ${vloggers.pausedAt} is null then ${isAvailable(false)} else ${isAvailable(true)} end`;

const dayMs = 24 * 3_600_000;

/** A review can still be expected: the task is new, or open on a device. Renewed claims keep a place for one more day. */
export function isAwaited(at: Date): SQL {
  const [since, openSince] = [idleMs, idleMs + dayMs].map((ms) => new Date(at.getTime() - ms)) as [
    Date,
    Date,
  ];
  const isClaimed = and(gt(assignments.claimedUntil, at), gt(assignments.at, openSince));
  return and(isOpen, or(gt(assignments.at, since), isClaimed)) as SQL;
}

/** Reviewed within the last day, or opened and then skipped or left. */
export function isSeenRecently(at: Date): SQL {
  const since = new Date(at.getTime() - dayMs);
  const opened = sql`coalesce(${assignments.skippedAt}, ${assignments.claimedUntil})`;
  return or(
    gt(assignments.reviewedAt, since),
    and(isNotNull(assignments.claimedUntil), gt(opened, since)),
  ) as SQL;
}

/** Includes every task that is open or was seen today. */
export function isOpenOrRecent(at: Date): SQL {
  const over = sql`coalesce(${assignments.reviewedAt}, ${assignments.skippedAt})`;
  return or(isOpen, gt(over, new Date(at.getTime() - dayMs))) as SQL;
}

export const isGraphic = inArray(cases.category, [...graphicCategories]);

/** Filter on `reviews`: not a blind quality check of the reviewer. */
export const isNotGolden = eq(reviews.trial, false);

/** Filter on `reviews`: the reviewer has reported the case, too. */
export const hasReported = sql<boolean>`exists (select 1 from ${reports}
  where ${reports.caseId} = ${reviews.caseId} and ${reports.personId} = ${reviews.personId})`;

/** Filter on `reviews` with `people`: the reviewer's inviter or an invitee has reported the case. */
export const isTiedToReporter = sql<boolean>`exists (select 1 from ${reports} join ${people} reporter
  on reporter.id = ${reports.personId} where ${reports.caseId} = ${reviews.caseId}
    and ${isInvitationSql({ id: reviews.personId, invitedBy: people.invitedBy }, reporter)})`;

/**
 * Filter on `reviews`: a merge can give a case two reviews of one person, and only the newest counts. One of a reporter
 * does not count, because the report counts already.
 */
export const isVoice = and(
  isNotGolden,
  not(hasReported),
  sql`not exists (select 1 from ${reviews} newer
    where newer.case_id = ${reviews.caseId} and newer.person_id = ${reviews.personId} and not newer.trial
      and (newer.at, newer.id) > (${reviews.at}, ${reviews.id}))`,
) as SQL;

/**
 * Filter on `reviews` with `cases`: the reviewer is suspended or paused automatically now, or has a conflict of interest
 * with the channel, which may have been noted after the review.
 */
export const isBarredVoice = sql`(${hasChannelTie(reviews.personId)} or exists (
  select 1 from ${people} person left join ${vloggers} own on own.person_id = person.id
  where person.id = ${reviews.personId} and (person.suspended_at is not null or own.paused_for = 'record')))`;
