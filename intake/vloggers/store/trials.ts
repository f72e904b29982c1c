/** Golden cases for assignment; reviewers cannot tell them from other tasks. */

import { and, eq, inArray, isNull } from "drizzle-orm";
import { sha256Of } from "../../core/digest.ts";
import { cases, goldenCases } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { suits, type Waiting } from "../choose.ts";
import type { Candidate } from "./reviewers.ts";
import { isShowable } from "./task-filters.ts";
import { involvedIn, involvingColumns, toWaiting } from "./waiting.ts";

export async function readTrials(db: Db, candidates: readonly Candidate[]): Promise<Waiting[]> {
  const rows = await db
    .select({ ...involvingColumns, involved: involvedIn(db) })
    .from(goldenCases)
    .innerJoin(cases, eq(cases.id, goldenCases.caseId))
    .where(
      and(
        isNull(goldenCases.endedAt),
        isShowable,
        inArray(cases.state, ["approved", "rejected", "escalated"]),
      ),
    );
  const given = { asked: false, besideAsked: true, lacks: 1 };
  return rows.map((row) => toWaiting({ ...row, ...given }, candidates));
}

/**
 * Golden cases still possible for this person, in a pseudo-random order per person so that reviewers cannot
 * compare notes.
 */
export function trialsFor(person: Candidate, trials: readonly Waiting[]): Waiting[] {
  return trials
    .filter((one) => suits(person, one))
    .map((one) => ({ one, place: sha256Of(`${person.id} ${one.id}`) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ one }) => one);
}
