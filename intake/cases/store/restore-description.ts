/** Describes a case again whose description the no-pixels lane emptied. */

import { and, desc, isNull, type SQL, sql } from "drizzle-orm";
import type { CaseRecord, ReportRecord } from "../../db/rows.ts";
import { log, reports, undescribed } from "../../db/schema/index.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { withAuthor } from "../rules/description.ts";

type Source = Pick<ReportRecord, "id" | "receivedAt" | "evidence">;

/**
 * Returns the case with its author, and has the job derive the rest. Reports that came with a merge may show another
 * author, so they count only if the case has no evidence of its own. Needs the case's lock.
 */
export async function restoreDescription(tx: Db, row: CaseRecord): Promise<CaseRecord> {
  const inOwnLog = sql`${reports.id} in (select (${log.detail}->>'report')::uuid from ${log}
    where ${rowsOfCase(log, row.id)} and ${log.act} = 'report-received')`;
  const own = await readSources(tx, row.id, inOwnLog);
  const [newest, ...others] = own.length > 0 ? own : await readSources(tx, row.id);
  if (!newest) return row;
  const worded = others.find(({ evidence: { fields } }) => fields.text ?? fields.title) ?? newest;
  const { id: reportId, receivedAt } = worded;
  const waiting = { reportId, spot: row.spot, receivedAt, failures: 0 };
  await tx.insert(undescribed).values(waiting).onConflictDoNothing();
  const oldestFirst = [newest, ...others].sort(
    (a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || Number(a.id > b.id) - Number(a.id < b.id),
  );
  return oldestFirst.reduce((restored, { evidence }) => withAuthor(restored, evidence), row);
}

const fields = sql`${reports.evidence} -> 'fields'`;
const parts = [
  sql`true`,
  sql`${fields} ?| array['text', 'title']`,
  sql`${fields} ? 'publishedAt'`,
  sql`${fields} ? 'authorHandle'`,
  sql`(${fields} ? 'authorId' or ${reports.evidence} ? 'channelId')`,
];

/** The newest report with each part, the newest of all first: a case can have ten thousand. Repeats are harmless. */
async function readSources(tx: Db, caseId: string, which?: SQL): Promise<Source[]> {
  const found: Source[] = [];
  for (const hasPart of parts) {
    const { id, receivedAt, evidence } = reports;
    const [newest] = await tx
      .select({ id, receivedAt, evidence })
      .from(reports)
      .where(and(rowsOfCase(reports, caseId), isNull(reports.evidenceDeletedAt), which, hasPart))
      .orderBy(desc(receivedAt), desc(id))
      .limit(1);
    if (newest) found.push(newest);
  }
  return found;
}
