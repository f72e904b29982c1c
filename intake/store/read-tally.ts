/** Counts a case's live reports again, without reading their evidence whole: a case can have ten thousand. */

import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Evidence } from "../../utils/contract/evidence.ts";
import { type Tally, tallyOf } from "../rules/tally.ts";
import { excerptChars, type Said, saidOf, unsaidParts } from "./ingest/arrival.ts";
import { reports } from "./schema/index.ts";
import type { Db } from "./store.ts";

const pageRows = 100;

/** Undefined when no live report is left. */
export async function readTally(db: Db, caseId: string): Promise<Tally | undefined> {
  const { category, urgent, personId, unitId, weight, receivedAt } = reports;
  const rows = await db
    .select({ category, urgent, personId, unitId, weight, receivedAt })
    .from(reports)
    .where(liveIn(caseId))
    .orderBy(receivedAt, reports.id);
  const tally = tallyOf(rows.map((row) => ({ ...row, ...unsaidParts })));
  return tally && { ...tally, ...(await readSaid(db, caseId)) };
}

function liveIn(caseId: string): SQL | undefined {
  return and(eq(reports.caseId, caseId), isNull(reports.withdrawnAt));
}

/** Of each part what the newest report that has it says; the newest report mostly has them all. */
async function readSaid(db: Db, caseId: string): Promise<Said> {
  const said = { ...unsaidParts };
  const parts = Object.keys(said) as (keyof Said)[];
  for (let page = 0; parts.some((part) => said[part] === null); page++) {
    const rows = await db
      .select({ evidence: shownParts })
      .from(reports)
      .where(liveIn(caseId))
      .orderBy(desc(reports.receivedAt), desc(reports.id))
      .limit(pageRows)
      .offset(page * pageRows);
    for (const found of rows.map(({ evidence }) => saidOf(evidence)))
      for (const part of parts) said[part] ??= found[part];
    if (rows.length < pageRows) break;
  }
  return said;
}

const field = (name: string) => sql`${reports.evidence} -> 'fields' -> ${sql.raw(`'${name}'`)}`;

/** The fields that a case shows of a report, with no more of the text than that. */
const shownParts = sql<Pick<Evidence, "subject" | "fields">>`jsonb_build_object(
  'subject', ${reports.evidence} -> 'subject',
  'fields', jsonb_strip_nulls(jsonb_build_object(
    'permalink', ${field("permalink")}, 'title', ${field("title")},
    'authorName', ${field("authorName")}, 'authorHandle', ${field("authorHandle")},
    'text', ${field("text")} || jsonb_build_object('value', left(${field("text")} ->> 'value', ${sql.raw(String(excerptChars))})))))`;
