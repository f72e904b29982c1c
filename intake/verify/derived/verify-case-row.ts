/** Derives a case's columns from its log, decisions and reports, which are verified separately. */

import { eq, ne, sql } from "drizzle-orm";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { canonicalJson } from "../../../utils/shared/seal/digest.ts";
import { deriveFields } from "../../cases/rules/case-priority.ts";
import { closesCase, effectInForce } from "../../cases/rules/decision-effects.ts";
import { type CountedReport, summariseReports } from "../../cases/rules/report-summary.ts";
import { subjectNames } from "../../cases/rules/subject-names.ts";
import type { CaseRecord, DecisionRecord, LogRecord, ReportRecord } from "../../db/rows.ts";
import { caseSubjects, decisions, objections, reports, requestItems } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { toCountedReport } from "../../reports/ingest/incoming-report.ts";
import { clockSkewMs } from "../verify-rows.ts";

export interface CaseProof {
  entries: readonly LogRecord[];
  /** Reports received in the case's own log. */
  named: ReadonlyMap<string, ReportRecord>;
  /** When the trust log began, with the version that checks a report's permalink against its subject. */
  since: Date | undefined;
  /** Ids of cases that were split, or that absorbed one that was: a split leaves later reports where they are. */
  split: ReadonlySet<string>;
}

/** Returns one sentence per difference. */
export async function verifyCaseRow(
  tx: Db,
  row: CaseRecord,
  { entries, named, since, split }: CaseProof,
): Promise<string[]> {
  const wrong = [...wrongInOrigin(row, entries, named), ...wrongInMerge(row, entries)];
  // A merged case is not shown.
  if (row.mergedInto === null) {
    const counted = await readCounted(tx, row.id);
    wrong.push(
      ...(await wrongInState(tx, row, entries)),
      ...wrongInDescription(row, counted, since),
      ...wrongInTally(row, counted, entries),
      ...wrongInDerived(row),
    );
    if (!split.has(row.id)) wrong.push(...(await wrongInNames(tx, row, counted)));
  }
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
async function wrongInState(tx: Db, row: CaseRecord, entries: readonly LogRecord[]): Promise<string[]> {
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
  const latest = latestOf(confirmed, entries);
  const decided = latest.length > 0 ? latest.map(({ category }) => category) : [null];
  return [
    ...(states.includes(row.state)
      ? []
      : [`its state is ${row.state}, and its decisions make it ${states.join(" or ")}`]),
    // Cases decided before the column existed have none.
    ...(row.decidedAt === null || times.includes(row.decidedAt.getTime())
      ? []
      : ["decidedAt is that of none of its decisions"]),
    ...(decided.includes(row.decidedCategory) ? [] : ["decidedCategory is not that of its newest decision"]),
    ...(row.proposedCategory === (waiting?.category ?? null)
      ? []
      : ["proposedCategory is not that of the decision that waits"]),
  ];
}

/** The newest by time and the one that the log names last: a clock may have been wrong, and a merge brings others' logs. */
function latestOf(confirmed: readonly DecisionRecord[], entries: readonly LogRecord[]): DecisionRecord[] {
  const newest = Math.max(...confirmed.map((decision) => timeOf(decision) ?? 0));
  const named = entries.flatMap(({ detail }) => Object.keys(detail.rows ?? {}));
  const last = named.findLast((name) => confirmed.some(({ id }) => name === `decisions/${id}`));
  return confirmed.filter(
    (decision) => newest - (timeOf(decision) ?? 0) <= clockSkewMs || last === `decisions/${decision.id}`,
  );
}

function timeOf({ settledAt, answeredAt }: DecisionRecord): number | undefined {
  return (settledAt ?? answeredAt)?.getTime();
}

interface Counted extends CountedReport {
  id: string;
  withdrawnAt: Date | null;
  /** All names of the post that the report has. Undefined on Facebook if its evidence was deleted before the other was kept. */
  names: string[] | undefined;
  subject: string;
  /** As the report has it, without a check. */
  reportedPermalink: string | undefined;
}

/** Sorted, oldest first. */
async function readCounted(tx: Db, caseId: string): Promise<Counted[]> {
  const rows = await tx
    .select({
      id: reports.id,
      category: reports.category,
      urgent: reports.urgent,
      personId: reports.personId,
      unitId: reports.unitId,
      weight: reports.weight,
      receivedAt: reports.receivedAt,
      withdrawnAt: reports.withdrawnAt,
      pair: reports.pair,
      isDeleted: sql<boolean>`${reports.evidenceDeletedAt} is not null`,
      evidence: sql<Evidence>`${reports.evidence} - 'page'`,
    })
    .from(reports)
    .where(eq(reports.caseId, caseId))
    .orderBy(reports.receivedAt, reports.id);
  return rows.map((report) => ({
    ...toCountedReport(report, report, report.receivedAt),
    id: report.id,
    withdrawnAt: report.withdrawnAt,
    subject: report.evidence.subject,
    reportedPermalink: report.evidence.fields.permalink?.value,
    names:
      report.isDeleted && report.pair === null && report.evidence.site === "facebook"
        ? undefined
        : [...subjectNames(report.evidence), ...(report.pair?.split(" ") ?? [])],
  }));
}

const descriptionFields = ["permalink", "author", "title", "excerpt"] as const;

/** Comes from the newest live report; stays unchanged when all reports were withdrawn. */
function wrongInDescription(row: CaseRecord, rows: readonly Counted[], since: Date | undefined): string[] {
  const live = rows.filter(({ withdrawnAt }) => withdrawnAt === null);
  const shown = live.length > 0 ? live : rows;
  // Believed as it was reported, before it was checked.
  const believed = rows
    .filter(({ receivedAt }) => since !== undefined && receivedAt < since)
    .map(({ reportedPermalink }) => reportedPermalink);
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

type Tally = Pick<
  CaseRecord,
  "reports" | "reporters" | "reportedCategory" | "categories" | "markedUrgent" | "forbidsPixels" | "firstAt"
>;

/**
 * Follows from the live reports. Withdrawing the last one keeps category, lane and times, which then are those before the
 * last withdrawal.
 */
function wrongInTally(row: CaseRecord, rows: readonly Counted[], entries: readonly LogRecord[]): string[] {
  const live = rows.filter(({ withdrawnAt }) => withdrawnAt === null);
  const possible = live.length > 0 ? tallies(rows) : emptiedTallies(row, rows, entries);
  const found = possible.map((tally) => differing(row, tally));
  if (found.length === 0 || found.some((parts) => parts.length === 0)) return [];
  return [`${found[0]?.join(", ")}: not what its reports say`];
}

/** The first report's time did not count withdrawn reports of the same person before 1 December 2026. */
function tallies(rows: readonly Counted[]): Tally[] {
  const tally = summariseReports(rows);
  const earlier = summariseReports(rows.filter(({ withdrawnAt }) => withdrawnAt === null));
  return tally && earlier ? [tally, { ...tally, firstAt: earlier.firstAt }] : [];
}

/** After a merge or a split, the kept values may be those of reports in another case. */
function emptiedTallies(row: CaseRecord, rows: readonly Counted[], entries: readonly LogRecord[]): Tally[] {
  const times = rows.map(({ withdrawnAt }) => withdrawnAt?.getTime() ?? 0);
  const last = Math.max(...times);
  const lastNamed = entries.findLast(({ act }) => act === "report-withdrawn")?.detail.report;
  const talliesWith = (isLive: (report: Counted) => boolean) =>
    tallies(rows.map((report) => (isLive(report) ? { ...report, withdrawnAt: null } : report)));
  const before = [
    // The log's order counts, because a clock may have been wrong.
    ...talliesWith(({ id }) => id === lastNamed),
    ...times
      .filter((time) => last - time <= clockSkewMs)
      .flatMap((time) => talliesWith(({ withdrawnAt }) => (withdrawnAt?.getTime() ?? 0) >= time)),
  ];
  const emptied = { reports: 0, reporters: 0, categories: [], markedUrgent: false };
  const kept = before.map((tally) => ({ ...tally, ...emptied }));
  if (!entries.some(({ act }) => regroupings.has(act))) return kept;
  const { reportedCategory, firstAt } = row;
  const hasLane = rows.some(({ category }) => category === "PORNO_ANAK");
  const other = { ...emptied, reportedCategory, firstAt };
  return [{ ...other, forbidsPixels: false }, ...(hasLane ? [{ ...other, forbidsPixels: true }] : [])];
}

const regroupings: ReadonlySet<string> = new Set(["case-absorbed", "case-split", "case-restored"]);

function differing(row: CaseRecord, tally: Tally): string[] {
  const plain = (of: Tally) => ({
    ...of,
    categories: [...of.categories].sort(),
    firstAt: of.firstAt.getTime(),
  });
  const [stored, derived] = [plain(row), plain(tally)];
  const parts = ["reports", "reporters", "reportedCategory", "categories", "markedUrgent"] as const;
  return [...parts, "forbidsPixels" as const, "firstAt" as const].filter(
    (part) => canonicalJson(stored[part]) !== canonicalJson(derived[part]),
  );
}

const derivedParts = ["category", "urgent", "withheld", "dueAt", "queueKey"] as const;

/** Follows from tally and decision, which are compared with reports and decisions. */
function wrongInDerived(row: CaseRecord): string[] {
  // An unknown category is that of no report or decision, which is named already.
  if (!Object.hasOwn(categories, row.decidedCategory ?? row.reportedCategory)) return [];
  const derived = deriveFields(row, row);
  const wrong = derivedParts.filter((part) => plainPart(part, row[part]) !== plainPart(part, derived[part]));
  return wrong.length > 0 ? [`${wrong.join(", ")}: not what follows from its reports and decisions`] : [];
}

/** Without the voices in the queue's key: weights are rounded when they are stored. */
function plainPart(part: (typeof derivedParts)[number], value: string | boolean | Date | null) {
  if (value instanceof Date) return value.getTime();
  return part === "queueKey" ? String(value).split("|").toSpliced(4, 1).join("|") : value;
}

/** A case has the subjects of its reports as its own, and beside them only names that a report shows. */
async function wrongInNames(tx: Db, row: CaseRecord, rows: readonly Counted[]): Promise<string[]> {
  const { subject, caseId, own } = caseSubjects;
  const named = await tx.select({ subject, own }).from(caseSubjects).where(eq(caseId, row.id));
  const owned = new Set(named.flatMap((name) => (name.own ? [name.subject] : [])));
  const gone = new Set(rows.map((report) => report.subject).filter((name) => !owned.has(name)));
  const shown = new Set(rows.flatMap(({ names }) => names ?? []));
  const isWhole = rows.every(({ names }) => names !== undefined);
  const added = isWhole ? named.filter((name) => !shown.has(name.subject)) : [];
  const claimed = named.filter(
    (name) => name.own && !added.includes(name) && !rows.some(({ subject: known }) => known === name.subject),
  );
  return [
    ...[...gone].map((name) => `the name ${name} of its reports does not lead to it`),
    ...added.map((name) => `none of its reports shows the name ${name.subject}`),
    ...claimed.map((name) => `none of its reports is of the name ${name.subject}`),
  ];
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
