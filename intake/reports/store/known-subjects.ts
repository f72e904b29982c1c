/**
 * Reads which subjects are reported, with the state of their case, for the devices' known-subjects filter.
 */

import { sql } from "drizzle-orm";
import { filterStates as states } from "../../../utils/shared/subject/subject-filter.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import type { Db } from "../../db/store.ts";

/** A merged case has the state of the case that contains it. Among several cases an open one wins. */
const stateOf = sql`min(case coalesce(taken.state, cases.state)
  when 'approved' then 1 when 'rejected' then 2 when 'escalated' then 3 else 0 end)`;
const known = sql`case_subjects
  join cases on cases.id = case_subjects.case_id
  left join cases taken on taken.id = cases.merged_into`;
/** Leaves out cases that were withdrawn before a decision, and names that reports only show. */
const isKnown = sql`case_subjects.own and (coalesce(taken.reports, cases.reports) > 0 or coalesce(taken.state, cases.state) <> 'open')`;
const digest = sql`subject_sha256(case_subjects.subject) collate "C"`;

/** Changes whenever a case changes. */
export async function readKnownSubjectsStamp(db: Db): Promise<string> {
  const [row] = await rowsOf<{ stamp: string }>(
    db,
    sql`select concat_ws(' ', count(*), sum(version), max(last_at)) as stamp from cases`,
  );
  return row?.stamp ?? "";
}

/** Passes all subjects to `take` in pages, sorted and unique, from one snapshot. */
export async function readKnownSubjects(
  db: Db,
  pageRows: number,
  take: (page: { subject: string; state: (typeof states)[number] }[]) => Promise<void>,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(
      sql`declare reported cursor for select case_subjects.subject, ${stateOf} as state from ${known}
        where ${isKnown} group by case_subjects.subject order by case_subjects.subject collate "C"`,
    );
    for (let more = true; more; ) {
      const rows = await rowsOf<{ subject: string; state: number }>(
        tx,
        sql`fetch ${sql.raw(String(pageRows))} from reported`,
      );
      if (rows.length > 0) await take(rows.map(read));
      more = rows.length === pageRows;
    }
  });
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
