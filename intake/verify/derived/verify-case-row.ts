/** Derives a case's columns from its log, decisions and reports, which are verified separately. */

import { eq, ne, sql } from "drizzle-orm";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { closesCase, effectInForce } from "../../cases/rules/decision-effects.ts";
import type { CaseRecord, DecisionRecord, LogRecord, ReportRecord } from "../../db/rows.ts";
import { decisions, objections, reports, requestItems } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { toCountedReport } from "../../reports/ingest/incoming-report.ts";
import { clockSkewMs } from "../verify-rows.ts";

export interface CaseProof {
  entries: readonly LogRecord[];
  /** Reports received in the case's own log. */
  named: ReadonlyMap<string, ReportRecord>;
  /** When the trust log began, with the version that checks a report's permalink against its subject. */
  since: Date | undefined;
}

/** Returns one sentence per difference. */
export async function verifyCaseRow(
  tx: Db,
  row: CaseRecord,
  { entries, named, since }: CaseProof,
): Promise<string[]> {
  const wrong = [...wrongInOrigin(row, entries, named), ...wrongInMerge(row, entries)];
  // A merged case's description is not shown.
  if (row.mergedInto === null)
    wrong.push(...(await wrongInState(tx, row)), ...(await wrongInDescription(tx, row, since)));
  return wrong.map((sentence) => `case ${row.id}: ${sentence}`);
}

function wrongInOrigin(
  row: CaseRecord,
  [first]: readonly LogRecord[],
  named: ReadonlyMap<string, ReportRecord>,
): string[] {
  const evidence = named.get(String(first?.detail.report))?.evidence;
  if (!first || !evidence) return [];
  const { site, kind, subject } = evidence;
  const isSubject = row.subject === subject && row.site === site && row.kind === kind;
  return [
    ...(isSubject ? [] : ["its subject is not that of its first report"]),
    ...(row.createdAt.getTime() === first.at.getTime() ? [] : ["createdAt is not that of its first entry"]),
  ];
}

function wrongInMerge({ mergedInto }: CaseRecord, entries: readonly LogRecord[]): string[] {
  const last = entries.findLast(({ act }) => act === "case-merged" || act === "case-restored");
  const into = last?.act === "case-merged" ? last.detail.into : null;
  return mergedInto === into ? [] : ["mergedInto is not what its log says"];
}

/**
 * The state follows from the waiting decision, otherwise from one in force; after a merge there can be
 * several.
 */
async function wrongInState(tx: Db, row: CaseRecord): Promise<string[]> {
  const made = await tx.select().from(decisions).where(eq(decisions.caseId, row.id));
  const waiting = made.find(({ state }) => state === "proposed" || state === "disputed");
  const inForce = made.filter(
    ({ state, reversedAt, act }) => state === "confirmed" && reversedAt === null && closesCase(act),
  );
  const states = waiting
    ? [waiting.state === "disputed" ? "panel" : "proposed"]
    : (inForce.length > 0 ? inForce : [undefined]).map((decision) => effectInForce(decision).state);
  const times = inForce.length > 0 ? inForce.map((decision) => timeOf(decision)) : [undefined];
  const confirmed = made.filter(({ state, category }) => state === "confirmed" && category !== null);
  const categories = confirmed.length > 0 ? confirmed.map(({ category }) => category) : [null];
  return [
    ...(states.includes(row.state)
      ? []
      : [`its state is ${row.state}, and its decisions make it ${states.join(" or ")}`]),
    // Cases decided before the column existed have none.
    ...(row.decidedAt === null || times.includes(row.decidedAt.getTime())
      ? []
      : ["decidedAt is that of none of its decisions"]),
    ...(categories.includes(row.decidedCategory) ? [] : ["decidedCategory is that of none of its decisions"]),
    ...(row.proposedCategory === (waiting?.category ?? null)
      ? []
      : ["proposedCategory is not that of the decision that waits"]),
  ];
}

function timeOf({ settledAt, answeredAt }: DecisionRecord): number | undefined {
  return (settledAt ?? answeredAt)?.getTime();
}

const descriptionFields = ["permalink", "author", "title", "excerpt"] as const;

/** Comes from the newest live report; stays unchanged when all reports were withdrawn. */
async function wrongInDescription(tx: Db, row: CaseRecord, since: Date | undefined): Promise<string[]> {
  const rows = await tx
    .select({
      category: reports.category,
      urgent: reports.urgent,
      personId: reports.personId,
      unitId: reports.unitId,
      weight: reports.weight,
      receivedAt: reports.receivedAt,
      withdrawnAt: reports.withdrawnAt,
      evidence: sql<Evidence>`${reports.evidence} - 'page'`,
    })
    .from(reports)
    .where(eq(reports.caseId, row.id));
  const live = rows.filter(({ withdrawnAt }) => withdrawnAt === null);
  const shown = (live.length > 0 ? live : rows).map((report) =>
    toCountedReport(report, report, report.receivedAt),
  );
  // Believed as it was reported, before it was checked.
  const believed = rows
    .filter(({ receivedAt }) => since !== undefined && receivedAt < since)
    .map(({ evidence }) => evidence.fields.permalink?.value);
  const wrong = descriptionFields.filter((part) => {
    if (part === "permalink" && row.permalink !== null && believed.includes(row.permalink)) return false;
    const showing = shown.filter((reading) => reading[part] !== null);
    const newest = Math.max(...showing.map(({ receivedAt }) => receivedAt.getTime()));
    const near = showing.filter(
      ({ receivedAt }) => live.length === 0 || newest - receivedAt.getTime() <= clockSkewMs,
    );
    const values = near.map((reading) => reading[part]);
    return !(values.length === 0 || live.length === 0 ? [...values, null] : values).includes(row[part]);
  });
  return wrong.length > 0 ? [`${wrong.join(", ")} are those of none of its reports`] : [];
}

/** Request items and objections move with their decision. */
export async function verifyRequestedCases(tx: Db): Promise<string[]> {
  const items = await tx
    .select({ id: requestItems.id })
    .from(requestItems)
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(ne(requestItems.caseId, decisions.caseId));
  const heard = await tx
    .select({ id: objections.id })
    .from(objections)
    .innerJoin(decisions, eq(decisions.id, objections.decisionId))
    .where(ne(objections.caseId, decisions.caseId));
  return [
    ...items.map(({ id }) => `request item ${id}: is not in its decision's case`),
    ...heard.map(({ id }) => `objection ${id}: is not in its decision's case`),
  ];
}
