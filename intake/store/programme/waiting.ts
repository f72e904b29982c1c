/** Flagged videos that lack reviewers, what a supervisor asked about first. */

import { and, asc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import { reviewersEach } from "../../../utils/policy/tasks.ts";
import { graphicCategories } from "../../../utils/policy/wellbeing.ts";
import type { Waiting } from "../../programme/choose.ts";
import { type Seen, sees } from "../../rules/sees.ts";
import { assignments, cases, people, reports, reviews, vloggers } from "../schema/index.ts";
import type { Db } from "../store.ts";
import type { Candidate } from "./reviewers.ts";
import { isAwaited, isReviewable, isVoice } from "./task-filters.ts";

/** A case, with everybody to whom it was given, who judged it or who reported it. */
export type Involving = Seen & { id: string; channel: string | null; involved: readonly string[] };
export type Lacking = Involving & { asked: boolean; lacks: number };

/** Of the table `cases`; to be read with `involvedIn`. */
export const involvingColumns = {
  id: cases.id,
  site: cases.site,
  category: cases.category,
  reportedCategory: cases.reportedCategory,
  categories: cases.categories,
  language: cases.language,
  channel: cases.authorKey,
};

/** Whoever is somehow part of the case already. */
export const involvedIn = (db: Db) => {
  const ofCase = (table: typeof assignments | typeof reviews | typeof reports) =>
    db.select({ id: table.personId }).from(table).where(eq(table.caseId, cases.id));
  return sql<string[]>`array(${ofCase(assignments)} union ${ofCase(reviews)} union ${ofCase(reports)})`;
};

/** At most `most`, in the order of work. */
export async function readLacking(db: Db, at: Date, most: number): Promise<Lacking[]> {
  // A participant is seen, not counted: the case lacks as many as without them.
  const counts = inArray(vloggers.rank, ["reviewer", "trusted"]);
  const isThere = and(isNull(people.suspendedAt), isNull(vloggers.pausedAt));
  const given = db
    .select({ n: sql`count(*)` })
    .from(assignments)
    .innerJoin(people, eq(people.id, assignments.personId))
    .innerJoin(vloggers, eq(vloggers.personId, assignments.personId))
    .where(
      and(eq(assignments.caseId, cases.id), eq(assignments.golden, false), isAwaited(at), counts, isThere),
    );
  const judged = db
    .select({ n: sql`count(*)` })
    .from(reviews)
    .innerJoin(vloggers, eq(vloggers.personId, reviews.personId))
    .where(and(eq(reviews.caseId, cases.id), counts, isVoice));
  const has = sql<number>`((${given}) + (${judged}))`;
  const unasked = sql`(${cases.reviewAskedAt} is null)`;
  const rows = await db
    .select({
      ...involvingColumns,
      asked: sql<boolean>`not ${unasked}`,
      has: has.mapWith(Number),
      involved: involvedIn(db),
    })
    .from(cases)
    .where(and(isReviewable, lt(has, reviewersEach)))
    .orderBy(asc(unasked), asc(cases.queueKey))
    .limit(most);
  return rows.map(({ has, ...row }) => ({ ...row, lacks: reviewersEach - has }));
}

/** The case as the choice sees it: never whoever is part of it, or of a unit that does not see it. */
export function toWaiting(one: Involving & { lacks: number }, candidates: readonly Candidate[]): Waiting {
  const { id, language, channel, category, lacks, involved } = one;
  const blind = candidates.filter(({ unit }) => !sees(unit, one)).map((candidate) => candidate.id);
  return {
    ...{ id, lacks, graphic: graphicCategories.has(category) },
    ...{ language: language ?? undefined, channel: channel ?? undefined },
    never: new Set([...involved, ...blind]),
  };
}
