/** SQL filters for the state of an assignment at a given time. */

import { and, eq, gt, inArray, isNotNull, isNull, ne, not, or, type SQL, sql } from "drizzle-orm";
import { idleMs } from "../../../utils/shared/policy/review-tasks.ts";
import { graphicCategories } from "../../../utils/shared/policy/wellbeing.ts";
import {
  assignments,
  cases,
  conflicts,
  declaredChannels,
  people,
  reports,
  reviews,
  vloggers,
} from "../../db/schema/index.ts";
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

/** `checkReviewable` as a filter. */
export const isReviewable = and(isShowable, inArray(cases.state, ["open", "proposed"])) as SQL;

/** Reporters of a case whose word on its channel counts: the first ones, so that the number of reports costs nothing. */
const maxWitnesses = 20;

/**
 * For a case: the keys of its possible authors' channels, as an array. A page can show any number, so each person's
 * first report counts, and further ones by the same person do not. Evidence is read only if several people reported it.
 */
export const authorKeysOfCase = sql<string[]>`(case when
  (select count(*) > 1 from (select distinct person_id from ${reports} where case_id = ${cases}.id limit 2) as people)
  then array_append(array(
    select ${cases}.site || ':' || author.name
    from (
      select evidence -> 'fields' as fields from (
        select distinct on (person_id) evidence, received_at, id from ${reports}
        where case_id = ${cases}.id order by person_id, received_at, id
      ) as firsts order by received_at, id limit ${sql.raw(String(maxWitnesses))}
    ) as shown, lateral (values
      (fields #>> '{authorId,value}'), (lower(ltrim(fields #>> '{authorHandle,value}', '@')))
    ) as author (name)
    where author.name is not null
  ), ${cases}.author_key)
  else array[${cases}.author_key, ${cases}.author_name] end)`;

/** The reviewer's network. Written as a subquery that is read once, so that mates are found before their channels are compared. */
const ownNetwork = sql`(select own.network from ${vloggers} own where own.person_id = ${assignments.personId})`;

/** The reviewer with an assignment. The inviter is read once, too. */
const reviewer = {
  id: assignments.personId,
  invitedBy: sql`(select own.invited_by from ${people} own where own.id = ${assignments.personId})`,
};

const reporter = personNamed("reporter");

/**
 * For an assignment with its case: the reviewer, their inviter or an invitee has reported it since, or the reviewer has a
 * conflict of interest with its channel. The answer to a golden case is known, so a tie to its reporter does not matter.
 * All keys are compared at once: one comparison for each would read all vloggers each time. `offset 0` keeps the keys from
 * being read for each use.
 */
export const isBarred = sql`(
  exists (select 1 from ${reports} join ${people} reporter on reporter.id = ${reports.personId}
    where ${reports.caseId} = ${cases.id} and (reporter.id = ${assignments.personId} or not ${assignments.golden}
      and ${isInvitationSql(reviewer, reporter)}))
  or exists (select 1 from (select ${authorKeysOfCase} as keys offset 0) as author where
    exists (select 1 from ${conflicts}
      where ${conflicts.channel} = any(author.keys) and ${conflicts.personId} = ${assignments.personId})
    or exists (select 1 from ${vloggers} mate
      where (mate.person_id = ${assignments.personId} or mate.network = ${ownNetwork})
        and (mate.channels ?| author.keys or exists (
          select 1 from ${declaredChannels}
          where ${declaredChannels.personId} = mate.person_id and ${declaredChannels.channel} = any(author.keys)))))
)`;

/**
 * For an assignment with its case: the reviewer can still work on it. `paused` reviewers get golden tasks
 * only.
 */
export function isAvailable(paused: boolean): SQL {
  const trial = and(eq(assignments.golden, true), isShowable);
  const real = and(eq(assignments.golden, false), isReviewable);
  return and(isOpen, paused ? trial : or(trial, real), not(isBarred)) as SQL;
}

/** For an assignment with its case and vlogger: the task is to be done now. */
export const isWaiting = sql`case when ${vloggers.pausedAt} is null then ${isAvailable(false)} else ${isAvailable(true)} end`;

/** A review can still be expected: the task is new, or open on a device. */
export function isAwaited(at: Date): SQL {
  const since = new Date(at.getTime() - idleMs);
  return and(isOpen, or(gt(assignments.at, since), gt(assignments.claimedUntil, at))) as SQL;
}

const dayMs = 24 * 3_600_000;

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
