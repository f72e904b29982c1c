/** Golden cases for assignment; reviewers cannot tell them from other tasks. */

import { and, eq, inArray, isNull } from "drizzle-orm";
import { sha256Of } from "../../core/digest.ts";
import { cases, goldenCases } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { canReview, type WaitingCase } from "../reviewer-queues.ts";
import { caseColumns, involvedPeople, toWaitingCase } from "./cases-needing-reviews.ts";
import type { Candidate } from "./reviewers.ts";
import { isShowable } from "./task-filters.ts";

export async function readGoldenTasks(db: Db, candidates: readonly Candidate[]): Promise<WaitingCase[]> {
  const rows = await db
    .select({ ...caseColumns, involved: involvedPeople(db) })
    .from(goldenCases)
    .innerJoin(cases, eq(cases.id, goldenCases.caseId))
    .where(
      and(
        isNull(goldenCases.endedAt),
        isShowable,
        inArray(cases.state, ["approved", "rejected", "escalated"]),
      ),
    );
  const given = { asked: false, participantAsked: true, lacks: 1 };
  return rows.map((row) => toWaitingCase({ ...row, ...given }, candidates));
}

/**
 * Golden cases still possible for this person, in a pseudo-random order per person so that reviewers cannot
 * compare notes.
 */
export function goldenTasksFor(person: Candidate, trials: readonly WaitingCase[]): WaitingCase[] {
  return trials
    .filter((one) => canReview(person, one))
    .map((one) => ({ one, place: sha256Of(`${person.id} ${one.id}`) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ one }) => one);
}
