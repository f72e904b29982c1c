/**
 * Reads which subjects are reported, with the state of their case, for the devices' known-subjects filter.
 */

import { type SQL, sql } from "drizzle-orm";
import { filterStates as states } from "../../../utils/shared/subject/subject-filter.ts";
import { changedCases, readNewestBatch } from "../../audit-log/store/changed-cases.ts";
import { readCursor, rowsOf } from "../../db/read-cursor.ts";
import type { Db } from "../../db/store.ts";
import type { KnownSubject } from "../known-subjects/collect-subjects.ts";

/** A merged case has the state of the case that contains it. Among several cases an open one wins. */
const stateOf = sql`min(case coalesce(taken.state, cases.state)
  when 'approved' then 1 when 'rejected' then 2 when 'escalated' then 3 else 0 end)`;
const known = sql`case_subjects
  join cases on cases.id = case_subjects.case_id
  left join cases taken on taken.id = cases.merged_into`;
/** Leaves out cases that were withdrawn before a decision, and names that reports only show. */
const isKnown = sql`case_subjects.own and (coalesce(taken.reports, cases.reports) > 0 or coalesce(taken.state, cases.state) <> 'open')`;
const digest = sql`subject_sha256(case_subjects.subject) collate "C"`;

/** Rows at once: few enough that requests do not wait while they are hashed. */
const pageRows = 2_000;

type Take = (page: readonly KnownSubject[]) => void;

/**
 * Passes the known subjects of the newest reports to `take`, at most `most`. Returns the number of the newest log batch
 * of the same snapshot.
 */
export function readKnownSubjects(db: Db, most: number, take: Take): Promise<number> {
  const newest = sql`
    select case_subjects.subject, ${stateOf} as state from ${known}
    where ${isKnown} group by case_subjects.subject order by max(cases.last_at) desc, case_subjects.subject limit ${most}`;
  return readInSnapshot(db, newest, take);
}

/** Passes the subjects of all cases that changed after this batch. A subject that moves is in a case that gained it. */
export function readChangedSubjects(db: Db, after: number, take: Take): Promise<number> {
  const changed = sql`
    with changed as (${changedCases(after)}), names as (
      select distinct of_case.subject from changed join case_subjects of_case using (case_id) where of_case.own
    )
    select names.subject, ${stateOf} filter (where ${isKnown}) as state
    from names join ${known} on case_subjects.subject = names.subject
    group by names.subject`;
  return readInSnapshot(db, changed, take);
}

function readInSnapshot(db: Db, query: SQL, take: Take): Promise<number> {
  return db.transaction(
    async (tx) => {
      const newest = await readNewestBatch(tx);
      for await (const rows of readCursor<{ subject: string; state: number | null }>(tx, query, pageRows))
        take(
          rows.map(({ subject, state }) => ({ subject, state: state === null ? undefined : states[state] })),
        );
      return newest;
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** `prefix` of the subject's SHA-256, in hex. */
export async function listKnownSubjects(db: Db, prefix: string) {
  const rows = await rowsOf<{ sha256: string; state: number }>(
    db,
    sql`select ${digest} as sha256, ${stateOf} as state from ${known}
      where ${digest} >= ${prefix} and ${digest} < ${`${prefix}g`} and ${isKnown}
      group by case_subjects.subject order by 1`,
  );
  return rows.map(read);
}

function read<T extends { state: number }>({ state, ...row }: T) {
  return { ...row, state: states[state] ?? "open" };
}
