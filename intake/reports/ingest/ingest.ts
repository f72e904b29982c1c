/** Stores a batch of reports in their cases, in one transaction. */

import { sql } from "drizzle-orm";
import { fail } from "../../../utils/shared/contract/result.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { subjectNames } from "../../cases/rules/subject-names.ts";
import { destroyContent } from "../../cases/store/destroy-content.ts";
import { type CaseCallbacks, mergeCases } from "../../cases/store/merge.ts";
import { saveProposals } from "../../cases/store/merge-proposals.ts";
import { clearSimilarity } from "../../cases/store/similar-texts.ts";
import { type Batcher, type BatcherOptions, createBatcher } from "../../db/batch.ts";
import { insertRows, upsertRows } from "../../db/insert.ts";
import { lockNames, locks } from "../../db/locks.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { caseSubjects, cases, log, reports, undescribed } from "../../db/schema/index.ts";
import type { Db, Store } from "../../db/store.ts";
import { useProofs } from "../../people/store/callers.ts";
import type { IncomingReport, Ingested } from "./incoming-report.ts";
import { readIngestContext } from "./ingest-context.ts";
import { type Plan, planReports } from "./plan.ts";

export interface ReportCallbacks extends CaseCallbacks {
  /** Called after a batch is stored, under the locks of its names and cases. */
  onReported(tx: Db, stored: Plan, arrivals: readonly IncomingReport[]): Promise<void>;
}

export interface IngestOptions {
  /** Signs the receipts. */
  key: SealingKey;
  callbacks: ReportCallbacks;
}

/** Stores two batches at a time, which never name the same post. */
export function createReportBatcher(
  { db, engine }: Store,
  options: IngestOptions,
  limits: Pick<BatcherOptions<IncomingReport, Ingested>, "maxItems" | "isFatal">,
): Batcher<IncomingReport, Ingested> {
  // PGlite has one connection.
  const inFlight = engine === "postgres" ? 2 : 1;
  return createBatcher({ ...limits, inFlight, namesOf, run: (arrivals) => ingest(db, arrivals, options) });
}

/** A batch that meets a merge while other batches run. It is stored again, alone. */
class MergeNeeded extends Error {}

/** SQLSTATE of a deadlock's victim, and of a row that another transaction wrote first. */
const raceCodes = ["40P01", "23505"];
const maxAttempts = 5;

/**
 * Answers in the order of the reports, each with `conflict` or a receipt. If it throws, nothing was stored.
 */
async function ingest(
  db: Db,
  arrivals: readonly IncomingReport[],
  options: IngestOptions,
): Promise<Ingested[]> {
  let alone = false;
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction((tx) => storeBatch(tx, arrivals, options, alone));
    } catch (error) {
      if (error instanceof MergeNeeded) alone = true;
      else if (attempt === maxAttempts || !isRace(error)) throw error;
    }
  }
}

function isRace(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as Error & { code?: unknown };
  return (typeof code === "string" && raceCodes.includes(code)) || isRace(error.cause);
}

/** `alone`: no other batch runs, so cases may be merged. */
async function storeBatch(
  tx: Db,
  arrivals: readonly IncomingReport[],
  { key, callbacks }: IngestOptions,
  alone: boolean,
): Promise<Ingested[]> {
  await lockBatch(tx, arrivals, alone);
  const isFresh = await useEachProof(tx, arrivals);
  const stored = await storeReports(tx, arrivals.filter(isFresh), { key, callbacks }, alone);
  return arrivals.map((one) => (isFresh(one) ? stored.shift() : undefined) ?? replayed);
}

const replayed: Ingested = fail("proof-replayed", undefined, "now");

/** Used proofs are stored with the reports: if this batch fails, the same requests may come again. */
async function useEachProof(
  tx: Db,
  arrivals: readonly IncomingReport[],
): Promise<(one: IncomingReport) => boolean> {
  const proven = arrivals.filter(({ proof }) => proof !== undefined);
  const fresh = await useProofs(
    tx,
    proven.flatMap(({ proof }) => proof ?? []),
  );
  const replays = new Set(proven.filter((_, place) => !fresh[place]));
  return (one) => !replays.has(one);
}

async function storeReports(
  tx: Db,
  arrivals: readonly IncomingReport[],
  { key, callbacks }: IngestOptions,
  alone: boolean,
): Promise<Ingested[]> {
  const answers: Ingested[] = [];
  while (answers.length < arrivals.length) {
    const rest = arrivals.slice(answers.length);
    const plan = await planReports(rest, await readIngestContext(tx, rest), key);
    if (plan.merge && !alone) throw new MergeNeeded();
    await writePlan(tx, plan);
    await callbacks.onReported(tx, plan, rest);
    answers.push(...plan.answers);
    await destroyDecided(tx, [...plan.cases.values()], rest);
    // biome-ignore lint/style/noNonNullAssertion: a plan with a merge ends with the report that merges
    if (plan.merge) await mergeCases(tx, plan.merge, mergeActOf(rest[plan.answers.length - 1]!), callbacks);
  }
  return answers;
}

/**
 * Two batches that name one post run one after the other, so that they cannot create two cases for it. A merge moves
 * names between cases, so it runs while no other batch does.
 */
async function lockBatch(tx: Db, arrivals: readonly IncomingReport[], alone: boolean): Promise<void> {
  if (alone) {
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.ingest})`);
    return;
  }
  await Promise.all([
    tx.execute(sql`select pg_advisory_xact_lock_shared(${locks.ingest})`),
    lockNames(tx, arrivals.flatMap(namesOf)),
  ]);
}

/** The post's names, and the report's id, which another post's report may have as well. */
function namesOf({ report }: IncomingReport): string[] {
  return [report.id, ...subjectNames(report.evidence)];
}

function mergeActOf({ receivedAt, person, deviceId, report }: IncomingReport) {
  return { at: receivedAt, by: person.name, device: deviceId, detail: { report: report.id } };
}

/** Cases decided to be child sexual abuse material keep only identity and times of new reports. */
async function destroyDecided(
  db: Db,
  touched: readonly CaseRecord[],
  [arrival]: readonly IncomingReport[],
): Promise<void> {
  for (const { id, decidedCategory } of touched)
    if (arrival && decidedCategory === "PORNO_ANAK") await destroyContent(db, id, arrival.receivedAt);
}

/**
 * One statement for everything, because a round trip costs more than the rows. A job describes and groups the cases
 * later, from the rows in `undescribed`.
 */
async function writePlan(db: Db, plan: Plan): Promise<void> {
  if (plan.reports.length === 0) return;
  // A no-pixels report has withheld an existing case.
  for (const row of plan.cases.values())
    if (row.withheld && row.headSeq > 1) await clearSimilarity(db, row.id);
  const waiting = plan.reports.flatMap(({ id, caseId, receivedAt }) =>
    plan.cases.get(caseId)?.withheld ? [] : [{ reportId: id, receivedAt, failures: 0 }],
  );
  await db.execute(sql`
    with saved_cases as (${upsertRows(cases, [...plan.cases.values()], "id")}),
      saved_subjects as (${insertRows(caseSubjects, plan.subjects)}),
      saved_reports as (${insertRows(reports, plan.reports)}),
      saved_waiting as (${insertRows(undescribed, waiting)})
    ${insertRows(log, plan.log)}`);
  await saveProposals(db, plan.proposals);
}
