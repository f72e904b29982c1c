/** Flagged videos that lack reviewers, those for which a supervisor asked first. */

import { and, asc, eq, exists, gt, inArray, isNull, lt, not, notExists, or, sql } from "drizzle-orm";
import { reviewersPerCase } from "../../../utils/shared/policy/review-tasks.ts";
import { graphicCategories } from "../../../utils/shared/policy/wellbeing.ts";
import { waitsForDescription } from "../../cases/store/undescribed.ts";
import { assignments, cases, people, reports, reviews, vloggers } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { type ScopedCase, unitSees } from "../../db/unit-scope.ts";
import type { WaitingCase } from "../choose-reviewers.ts";
import type { Candidate } from "./reviewers.ts";
import { isAwaited, isBarred, isReviewable, isVoice } from "./task-filters.ts";

/** A case with everyone to whom it was assigned or who reviewed or reported it. */
export type CaseWithPeople = ScopedCase & { id: string; channel: string | null; involved: readonly string[] };
type CaseNeedingTask = CaseWithPeople & Pick<WaitingCase, "asked" | "participantAsked" | "lacks">;
export type CaseNeedingReviews = CaseNeedingTask & { queueKey: string };

/** Columns of `cases`; read together with `involvedPeople`. */
export const caseColumns = {
  id: cases.id,
  site: cases.site,
  category: cases.category,
  reportedCategory: cases.reportedCategory,
  categories: cases.categories,
  language: cases.language,
  channel: cases.authorKey,
};

/** Ids of everyone already involved in the case. */
export const involvedPeople = (db: Db) => {
  const ofCase = (table: typeof assignments | typeof reviews | typeof reports) =>
    db.select({ id: table.personId }).from(table).where(eq(table.caseId, cases.id));
  return sql<string[]>`array(${ofCase(assignments)} union ${ofCase(reviews)} union ${ofCase(reports)})`;
};

export interface NeedingReviewsQuery {
  /** The last row of the previous page. */
  after: CaseNeedingReviews | undefined;
  /** Other languages are left out, unless a supervisor asked. */
  languages: readonly string[];
  most: number;
}

/** In working order. */
export async function readCasesNeedingReviews(
  db: Db,
  at: Date,
  { after, languages, most }: NeedingReviewsQuery,
): Promise<CaseNeedingReviews[]> {
  const has = sql<number>`(${countAwaited(db, at)}) + (${countVoices(db)})`.mapWith(Number);
  const taken = db
    .select({ has: has.as("has") })
    .from(sql`(select) as nothing`)
    .as("taken");
  const unasked = sql<boolean>`(${cases.reviewAskedAt} is null)`;
  // Written as a comparison so that the index is used.
  const asked = sql`${unasked} < true`;
  const isRead =
    languages.length === 0
      ? asked
      : or(asked, isNull(cases.language), inArray(cases.language, [...languages]));
  const rows = await db
    .select({
      ...caseColumns,
      queueKey: cases.queueKey,
      asked: sql<boolean>`not ${unasked}`,
      has: taken.has,
      participantAsked: sql<boolean>`${hasParticipantTask(db)}`,
      involved: involvedPeople(db),
    })
    .from(cases)
    .crossJoinLateral(taken)
    .where(
      and(
        isReviewable,
        lt(taken.has, reviewersPerCase),
        isRead,
        // Until the language is known, a reviewer who does not read it could be asked.
        notExists(waitsForDescription(db)),
        after &&
          sql`(${unasked}, ${cases.queueKey}, ${cases.id}) > (${!after.asked}, ${after.queueKey}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(unasked), asc(cases.queueKey), asc(cases.id))
    .limit(most);
  return rows.map(({ has, ...row }) => ({ ...row, lacks: reviewersPerCase - has }));
}

/** Participants' tasks do not count, so the case lacks as many reviewers as without them. */
function countAwaited(db: Db, at: Date) {
  const counts = inArray(vloggers.rank, ["reviewer", "trusted"]);
  const isThere = and(isNull(people.suspendedAt), isNull(vloggers.pausedAt), not(isBarred));
  return db
    .select({ n: sql`count(*)` })
    .from(assignments)
    .innerJoin(people, eq(people.id, assignments.personId))
    .innerJoin(vloggers, eq(vloggers.personId, assignments.personId))
    .where(
      and(eq(assignments.caseId, cases.id), eq(assignments.golden, false), isAwaited(at), counts, isThere),
    );
}

/** Counts only reviews that had weight when they were given. */
function countVoices(db: Db) {
  return db
    .select({ n: sql`count(*)` })
    .from(reviews)
    .where(and(eq(reviews.caseId, cases.id), gt(reviews.weight, 0), isVoice));
}

function hasParticipantTask(db: Db) {
  const given = db
    .select({ one: sql`1` })
    .from(assignments)
    .leftJoin(vloggers, eq(vloggers.personId, assignments.personId))
    .where(
      and(
        eq(assignments.caseId, cases.id),
        eq(assignments.golden, false),
        sql`coalesce(${vloggers.rank}, 'participant') = 'participant'`,
      ),
    );
  return exists(given);
}

/**
 * The case as the chooser needs it. `never` contains people involved in the case and people whose unit does
 * not see it.
 */
export function toWaitingCase(one: CaseNeedingTask, candidates: readonly Candidate[]): WaitingCase {
  const { id, language, channel, category, asked, participantAsked, lacks, involved } = one;
  const blind = candidates.filter(({ unit }) => !unitSees(unit, one)).map((candidate) => candidate.id);
  return {
    id,
    lacks,
    asked,
    participantAsked,
    graphic: graphicCategories.has(category),
    language: language ?? undefined,
    channel: channel ?? undefined,
    never: new Set([...involved, ...blind]),
  };
}
