/** Counts a case's live reports again, without reading their evidence whole: a case can have ten thousand. */

import { and, desc, isNull, type SQL, sql } from "drizzle-orm";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { reports } from "../../db/schema/index.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import {
  excerptChars,
  noShownFields,
  type ReportSummary,
  type ShownFields,
  shownFields,
  summariseReports,
} from "../rules/report-summary.ts";

const pageRows = 20;

const fieldNames = Object.keys(noShownFields) as (keyof ShownFields)[];

/** Undefined when no live report is left. `before`: the case while it had these reports and others. */
export async function readReportSummary(
  db: Db,
  caseId: string,
  before?: ShownFields & { withheld: boolean },
): Promise<ReportSummary | undefined> {
  const { category, urgent, personId, unitId, weight, receivedAt, withdrawnAt } = reports;
  const rows = await db
    .select({ category, urgent, personId, unitId, weight, receivedAt, withdrawnAt })
    .from(reports)
    .where(rowsOfCase(reports, caseId))
    .orderBy(receivedAt, reports.id);
  const tally = summariseReports(rows.map((row) => ({ ...row, ...noShownFields })));
  // A part that the case lacks is in none of its reports, unless it is hidden.
  const wanted = before && !before.withheld ? fieldNames.filter((part) => before[part] !== null) : fieldNames;
  const live = and(rowsOfCase(reports, caseId), isNull(reports.withdrawnAt));
  return tally && { ...tally, ...(await readShownFields(db, live, wanted)) };
}

/** Describes a case without live reports by its withdrawn reports. */
export function readWithdrawnDescription(db: Db, caseId: string): Promise<ShownFields> {
  return readShownFields(db, rowsOfCase(reports, caseId), fieldNames);
}

/** Takes each part from the newest report that has it. Usually the newest report has all parts. */
async function readShownFields(
  db: Db,
  which: SQL | undefined,
  wanted: readonly (keyof ShownFields)[],
): Promise<ShownFields> {
  const shown = { ...noShownFields };
  for (let page = 0; wanted.some((part) => shown[part] === null); page++) {
    const rows = await db
      .select({ evidence: shownParts })
      .from(reports)
      .where(which)
      .orderBy(desc(reports.receivedAt), desc(reports.id))
      .limit(pageRows)
      .offset(page * pageRows);
    for (const fields of rows.map(({ evidence }) => shownFields(evidence)))
      for (const part of wanted) shown[part] ??= fields[part];
    if (rows.length < pageRows) break;
  }
  return shown;
}

/** The fields that a case shows of a report, with no more of the text than that. The evidence is unpacked once for all. */
const shownParts = sql<Pick<Evidence, "subject" | "fields">>`(
  select jsonb_build_object('subject', subject, 'fields', jsonb_strip_nulls(jsonb_build_object(
    'permalink', fields -> 'permalink', 'title', fields -> 'title',
    'authorName', fields -> 'authorName', 'authorHandle', fields -> 'authorHandle',
    'text', fields -> 'text' || jsonb_build_object('value', left(fields -> 'text' ->> 'value', ${sql.raw(String(excerptChars))})))))
  from (select ${reports.evidence} -> 'fields' as fields, ${reports.evidence} -> 'subject' as subject offset 0) as shown)`;
