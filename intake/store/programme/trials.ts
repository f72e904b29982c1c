/** Decided cases by which reviewers are tried: to them they look like any other task. */

import { and, eq, inArray, isNull } from "drizzle-orm";
import { sha256Of } from "../../digest.ts";
import { choose, type Waiting } from "../../programme/choose.ts";
import { cases, goldenCases } from "../schema/index.ts";
import type { Db } from "../store.ts";
import type { Candidate } from "./reviewers.ts";
import { isShowable } from "./task-filters.ts";
import { involvedIn, involvingColumns, toWaiting } from "./waiting.ts";

export async function readGolden(db: Db, candidates: readonly Candidate[]): Promise<Waiting[]> {
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
  return rows.map((row) => toWaiting({ ...row, lacks: 1 }, candidates));
}

/** Ids of those that this person may still be tried with, in an order of their own, so that no two compare notes. */
export function trialsFor(person: Candidate, golden: readonly Waiting[]): string[] {
  const place = ({ id }: Waiting) => sha256Of(`${person.id} ${id}`);
  const ordered = [...golden].sort((a, b) => place(a).localeCompare(place(b)));
  // Alone, and counted: whoever may judge a case as a reviewer may be tried with it.
  return choose(ordered, [{ ...person, rank: "reviewer" }]).map(({ caseId }) => caseId);
}
