/**
 * Describes cases by new reports: language, search words, text and group. Runs after the reports are stored, because
 * comparing texts takes longer than storing them and would hold up every other report.
 */

import { inArray, sql } from "drizzle-orm";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { hasCode } from "../../core/error-causes.ts";
import { logLine } from "../../core/log.ts";
import { insertRows } from "../../db/insert.ts";
import { locks } from "../../db/locks.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { cases, reports, undescribed } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { textOf, withText } from "../rules/description.ts";
import { lockCases } from "../store/case-writes.ts";
import {
  claimUndescribed,
  countFailures,
  extendLeases,
  releaseLeases,
  type UndescribedReport,
} from "../store/undescribed.ts";
import { assignGroups } from "./assign-groups.ts";
import type { Describer } from "./describe-evidence.ts";
import { describeEvidence, type EvidenceDescription } from "./describe-evidence.ts";
import type { Fingerprint } from "./fingerprint.ts";

/** One transaction saves a batch, and locks its cases until all of them are compared. */
const maxReports = 60;

type Waiting = typeof undescribed.$inferSelect;

type Described = EvidenceDescription & { reportId: string };

export interface DescribeOptions {
  now: () => Date;
  signal?: AbortSignal;
  /** Describes on another thread; by default all are described here. */
  describeMany?: Describer;
  /** Replaced in tests. */
  describe?: (evidence: Evidence) => EvidenceDescription | Promise<EvidenceDescription>;
}

/** Fewer are not worth another thread, if they are short. */
const manyReports = 20;
/** Characters of text that hold up requests for a few milliseconds at most. */
const maxCharsHere = 2_000;

/**
 * Describes all reports that wait now and that no other replica describes. Those that arrive meanwhile wait for the next
 * run: a few at a time would cost as many statements as a whole batch. A batch is saved while the next one is described,
 * because one needs the database and the other the thread. Returns the number of reports.
 */
export async function describeCases(db: Db, options: DescribeOptions): Promise<number> {
  let done = 0;
  let unsaved = 0;
  let batch = await describeBatch(db, options);
  while (batch.claimed > 0) {
    const following = batch.claimed === maxReports ? describeBatch(db, options) : noBatch;
    const [next, saved] = await both(following, saveEach(db, batch.described, options.now()));
    done += saved;
    unsaved += batch.claimed - saved;
    batch = next;
    if (batch.claimed > 0 || unsaved === 0) continue;
    // Texts that failed and reports that a merge moved wait again.
    unsaved = 0;
    batch = await describeBatch(db, options);
  }
  return done;
}

interface Batch {
  claimed: number;
  described: Described[];
}

const noBatch: Batch = { claimed: 0, described: [] };

async function describeBatch(db: Db, options: DescribeOptions): Promise<Batch> {
  if (options.signal?.aborted) return noBatch;
  const waiting = await claimUndescribed(db, maxReports);
  return { claimed: waiting.length, described: await describeReports(db, waiting, options) };
}

/** Waits for both even if one fails, so that no work goes on after the job. */
async function both<One, Other>(one: One | Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

const empty: EvidenceDescription = { language: undefined, searchText: "", fingerprint: undefined };

/** By report; `failed` if it cannot be described. */
type Found = Map<string, EvidenceDescription | "failed">;

/** Counts a failure instead of stopping, so that one text cannot hold up the others. */
async function describeReports(
  db: Db,
  waiting: readonly UndescribedReport[],
  options: DescribeOptions,
): Promise<Described[]> {
  const { describeMany } = options;
  const results: Found = new Map();
  const forThread: ReportWithEvidence[] = [];
  for (const { evidence, ...report } of waiting) {
    if (!evidence) results.set(report.reportId, empty);
    else if (describeMany && !isForHere(evidence, report, waiting)) forThread.push({ ...report, evidence });
    else results.set(report.reportId, await describeHere(report.reportId, evidence, options));
  }
  if (describeMany && forThread.length > 0)
    await describeElsewhere(db, forThread, { ...options, describeMany }, results);
  const described: Described[] = [];
  const failed: string[] = [];
  for (const [reportId, result] of results)
    if (result === "failed") failed.push(reportId);
    else described.push({ reportId, ...result });
  await countFailures(db, failed);
  // A stop left the others untried.
  await releaseLeases(
    db,
    waiting.flatMap(({ reportId }) => (results.has(reportId) ? [] : [reportId])),
  );
  return described;
}

type ReportWithEvidence = UndescribedReport & { evidence: Evidence };

/** Texts that failed before may have ended the thread, and must not end the process. */
function isForHere(
  evidence: Evidence,
  { failures }: Pick<UndescribedReport, "failures">,
  { length }: readonly UndescribedReport[],
): boolean {
  return length < manyReports && failures === 0 && (textOf(evidence) ?? "").length <= maxCharsHere;
}

async function describeHere(
  reportId: string,
  evidence: Evidence,
  { describe = describeEvidence }: DescribeOptions,
): Promise<EvidenceDescription | "failed"> {
  try {
    return await describe(evidence);
  } catch (error) {
    logLine("describe-failed", { detail: reportId, error });
    return "failed";
  }
}

/**
 * Sends all at once, and after a failure of the thread one by one, so that a text that ends the thread takes no other
 * with it. What failed before goes alone.
 */
async function describeElsewhere(
  db: Db,
  sent: readonly ReportWithEvidence[],
  { describeMany, signal }: DescribeOptions & { describeMany: Describer },
  found: Found,
): Promise<void> {
  const note = ({ reportId }: ReportWithEvidence, made: EvidenceDescription | undefined) => {
    if (!made) logLine("describe-failed", { detail: reportId });
    found.set(reportId, made ?? "failed");
  };
  const fresh = sent.filter(({ failures }) => failures === 0);
  const together = fresh.length > 0 ? await describeMany(fresh.map(({ evidence }) => evidence)) : [];
  if (together) for (const [place, report] of fresh.entries()) note(report, together[place]);
  const alone = sent.filter(({ reportId }) => !found.has(reportId));
  for (const [index, report] of alone.entries()) {
    if (signal?.aborted) return;
    await extendLeases(db, [...found.keys(), ...alone.slice(index).map(({ reportId }) => reportId)]);
    const made = await describeMany([report.evidence]);
    note(report, made?.[0]);
  }
}

/** SQLSTATEs of a deadlock's victim, a lock and a statement that took too long, and a failed serialization. */
const transientCodes = ["40P01", "55P03", "57014", "40001"];

/** Saves all at once, and after an error one by one, so that one report cannot hold up the others. */
async function saveEach(db: Db, described: readonly Described[], at: Date): Promise<number> {
  if (described.length === 0) return 0;
  try {
    return await saveDescribed(db, described, at);
  } catch (error) {
    const [first, ...more] = described;
    if (!first) throw error;
    if (more.length === 0) {
      // Its text is not to blame; the next round tries again.
      if (hasCode(error, transientCodes)) {
        await releaseLeases(db, [first.reportId]);
        return 0;
      }
      logLine("describe-failed", { detail: first.reportId, error });
      // Fails as well if the database is unavailable; then nothing is counted.
      await countFailures(db, [first.reportId]);
      return 0;
    }
    let done = 0;
    for (const single of described) done += await saveEach(db, [single], at);
    return done;
  }
}

function saveDescribed(db: Db, described: readonly Described[], at: Date): Promise<number> {
  return db.transaction(async (tx) => {
    // One replica at a time, so that two cannot create two texts or two groups for one text.
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.texts})`);
    const ids = described.map(({ reportId }) => reportId);
    const taken = await tx.delete(undescribed).where(inArray(undescribed.reportId, ids)).returning();
    const current = await lockCasesOf(tx, taken);
    const rows = new Map(current.rows.map((row) => [row.id, row]));
    const prints = new Map<string, Fingerprint>();
    // Only a case's first report limits its language, so it comes before others of the same batch.
    const inOrder = described
      .flatMap((description) => {
        const report = current.reportsById.get(description.reportId);
        return report ? [{ ...description, ...report }] : [];
      })
      .sort((one, other) => Number(other.place === 1) - Number(one.place === 1));
    for (const { caseId, place, ...description } of inOrder) {
      const row = rows.get(caseId);
      if (!row) continue;
      rows.set(row.id, withText(row, description, place === 1));
      if (description.fingerprint) prints.set(row.id, description.fingerprint);
    }
    const changed = [...rows.values()];
    await assignGroups(tx, changed, prints, { at, save: () => saveDescriptions(tx, changed) });
    return taken.length - current.moved;
  });
}

interface ReportInCase {
  caseId: string;
  /** Number of reports in the case when it arrived. */
  place: number;
}

interface LockedCases {
  rows: CaseRecord[];
  /** Reports that still have their content. */
  reportsById: ReadonlyMap<string, ReportInCase>;
  /** Number of reports that wait for the next round. */
  moved: number;
}

/** Reports that a merge moved before their case was locked wait for the next round, because locks have an order. */
async function lockCasesOf(tx: Db, taken: readonly Waiting[]): Promise<LockedCases> {
  const ids = taken.map(({ reportId }) => reportId);
  const unlocked = [...(await readReports(tx, ids)).values()];
  const rows = await lockCases(tx, [...new Set(unlocked.map(({ caseId }) => caseId))]);
  const locked = new Set(rows.map(({ id }) => id));
  const reportsById = await readReports(tx, ids);
  const moved = taken.filter(({ reportId }) => {
    const report = reportsById.get(reportId);
    return report !== undefined && !locked.has(report.caseId);
  });
  if (moved.length > 0)
    await tx.execute(
      insertRows(
        undescribed,
        moved.map((row) => ({ ...row, leaseUntil: null })),
      ),
    );
  return { rows, reportsById, moved: moved.length };
}

/** By report. Content that was deleted since must not come back into search. */
async function readReports(tx: Db, reportIds: readonly string[]): Promise<Map<string, ReportInCase>> {
  if (reportIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: reports.id, caseId: reports.caseId, place: reports.place })
    .from(reports)
    .where(sql`${inArray(reports.id, [...reportIds])} and ${reports.evidenceDeletedAt} is null`);
  return new Map(rows.map(({ id, ...report }) => [id, report]));
}

async function saveDescriptions(tx: Db, rows: readonly CaseRecord[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ id, language, searchText, textId, groupId, groupWhy, groupDistance }) => ({
    id,
    language,
    search_text: searchText,
    text_id: textId,
    group_id: groupId,
    group_why: groupWhy,
    group_distance: groupDistance,
  }));
  await tx.execute(sql`
    update ${cases} set language = one.language, search_text = one.search_text, text_id = one.text_id,
      group_id = one.group_id, group_why = one.group_why, group_distance = one.group_distance
    from json_populate_recordset(null::${cases}, ${JSON.stringify(values)}::json) as one
    where ${cases}.id = one.id`);
}
