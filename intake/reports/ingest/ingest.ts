/** Stores a batch of reports in their cases, in one transaction. */

import { sql } from "drizzle-orm";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { routes } from "../../../utils/shared/contract/routes.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { subjectNames } from "../../cases/rules/subject-names.ts";
import { destroyContent } from "../../cases/store/destroy-content.ts";
import { type CaseCallbacks, mergeCases } from "../../cases/store/merge-cases.ts";
import { saveProposals } from "../../cases/store/merge-proposals.ts";
import { clearSimilarity } from "../../cases/store/similar-texts.ts";
import { checkCaller } from "../../core/caller.ts";
import { hasCode } from "../../core/error-causes.ts";
import { type Batcher, type BatcherOptions, createBatcher } from "../../db/batcher.ts";
import { insertRows, upsertRows } from "../../db/insert.ts";
import { lockNames, locks } from "../../db/locks.ts";
import { named } from "../../db/prepared-statements.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { caseSubjects, cases, log, reports, undescribed } from "../../db/schema/index.ts";
import type { Db, Store } from "../../db/store.ts";
import { callerBehind } from "../../people/rules/device-caller.ts";
import type { SignOnGate } from "../../people/sign-on/sign-on.ts";
import { type KnownDevice, lockDevices } from "../../people/store/callers.ts";
import type { PeopleCopier } from "../../people/store/copy-people.ts";
import { useProofs } from "../../people/store/used-proofs.ts";
import { findElsewhere } from "./find-elsewhere.ts";
import type { Elsewhere, IncomingReport, Ingested } from "./incoming-report.ts";
import { type IngestContext, readIngestContext } from "./ingest-context.ts";
import { type Plan, planReports } from "./plan-batch.ts";

export interface ReportCallbacks extends CaseCallbacks {
  /** Called after a batch is stored, under the locks of its names and cases. */
  onReported(tx: Db, stored: Plan, arrivals: readonly IncomingReport[]): Promise<void>;
}

export interface IngestOptions {
  /** Signs the receipts. */
  key: SealingKey;
  callbacks: ReportCallbacks;
  signOn: Pick<SignOnGate, "isExpired">;
  /** The server with people, devices and used proofs, if it is another one than that of the reports. */
  home?: HomeServer;
}

export interface HomeServer extends PeopleCopier {
  db: Db;
}

export type ReportBatcher = Batcher<IncomingReport, Ingested | Elsewhere>;

/** Stores two batches at a time, which never name the same post. */
export function createReportBatcher(
  { db, engine }: Store,
  options: IngestOptions,
  limits: Pick<BatcherOptions<IncomingReport, Ingested>, "maxItems" | "isFatal">,
): ReportBatcher {
  // PGlite has one connection, and waits for each statement.
  const isPipelined = engine === "postgres";
  return createBatcher({
    ...limits,
    inFlight: isPipelined ? 2 : 1,
    namesOf,
    run: (arrivals) => ingest(db, arrivals, options, isPipelined),
  });
}

/** A batch that meets a merge while other batches run. It is stored again, alone. */
class MergeNeeded extends Error {}

/** A batch with reports that this server must not store. The others are stored again without them. */
class SpotsElsewhere extends Error {
  readonly found: ReadonlyMap<IncomingReport, Elsewhere>;

  constructor(found: ReadonlyMap<IncomingReport, Elsewhere>) {
    super("another server owns spots of this batch");
    this.found = found;
  }
}

/** SQLSTATE of a deadlock's victim, and of a row that another transaction wrote first. */
const raceCodes = ["40P01", "23505"];
const maxAttempts = 5;

/**
 * Answers in the order of the reports, each with `conflict`, a receipt, or where it belongs. If it throws, nothing was
 * stored.
 */
async function ingest(
  db: Db,
  arrivals: readonly IncomingReport[],
  options: IngestOptions,
  isPipelined: boolean,
): Promise<(Ingested | Elsewhere)[]> {
  const met: Met = { merge: false, elsewhere: new Map() };
  for (let attempt = 1; ; attempt++) {
    try {
      const own = arrivals.filter((arrival) => !met.elsewhere.has(arrival));
      const run = { ...options, alone: met.merge, isRetry: attempt > 1, isPipelined, sent: [] };
      const stored = own.length === 0 ? [] : await storeOnce(db, own, run);
      return arrivals.map((arrival) => met.elsewhere.get(arrival) ?? stored.shift() ?? replayed);
    } catch (error) {
      noteFailure(error, attempt, met);
    }
  }
}

/** Obstacles that earlier attempts met. */
interface Met {
  merge: boolean;
  elsewhere: Map<IncomingReport, Elsewhere>;
}

/** Throws if another attempt would not help. */
function noteFailure(error: unknown, attempt: number, met: Met): void {
  if (error instanceof MergeNeeded) met.merge = true;
  else if (error instanceof SpotsElsewhere)
    for (const [arrival, where] of error.found) met.elsewhere.set(arrival, where);
  else if (attempt >= maxAttempts || !hasCode(error, raceCodes)) throw error;
}

/**
 * With another home server, its transaction is open until the reports are stored, so a device that is revoked before
 * they are is refused. If it fails after that, the device gets no answer and sends the same reports again.
 */
function storeOnce(db: Db, arrivals: readonly IncomingReport[], run: BatchRun): Promise<Ingested[]> {
  const { home } = run;
  const store = (admit: (tx: Db) => Promise<Result<IncomingReport>[]>) =>
    settle(run, () => db.transaction((tx) => storeBatch(tx, { arrivals, admit }, run)));
  if (!home) return store((tx) => admitEach(tx, arrivals, run.signOn));
  return home.db.transaction(async (tx) => {
    const admitted = await admitEach(tx, arrivals, run.signOn);
    const deviceIds = admitted.flatMap((result) => (result.ok ? [result.value.deviceId] : []));
    await home.copy(tx, deviceIds);
    return store(async () => admitted);
  });
}

interface BatchRun extends IngestOptions {
  /** No other batch runs, so cases may be merged. */
  alone: boolean;
  /** An earlier attempt met a row that it had not read. */
  isRetry: boolean;
  /** Later statements need not wait for answers to earlier ones; if one fails, so do those after it. */
  isPipelined: boolean;
  /** Statements whose answers are still outstanding. */
  sent: Promise<unknown>[];
}

/** Throws the error of the first statement that failed: the commit after it has only rolled back. */
async function settle<T>({ sent }: BatchRun, run: () => Promise<T>): Promise<T> {
  const [done] = await Promise.allSettled([run()]);
  await Promise.all(sent);
  if (done.status === "rejected") throw done.reason;
  return done.value;
}

/**
 * Sends a statement whose answer is needed only for the commit. Resolves when it is sent: that takes only microtasks, and
 * ticks run after them. Statements begun later are sent after it.
 */
async function send({ isPipelined, sent }: BatchRun, statement: () => Promise<unknown>): Promise<void> {
  const answer = statement();
  if (!isPipelined) {
    await answer;
    return;
  }
  // `settle` throws its error.
  answer.catch(() => undefined);
  sent.push(answer);
  await new Promise<void>((resolve) => process.nextTick(resolve));
}

interface Batch {
  arrivals: readonly IncomingReport[];
  admit(tx: Db): Promise<Result<IncomingReport>[]>;
}

async function storeBatch(tx: Db, { arrivals, admit }: Batch, run: BatchRun): Promise<Ingested[]> {
  // The statements after it run under the locks.
  await send(run, () => lockBatch(tx, arrivals, run.alone));
  const finding = findElsewhere(tx, arrivals);
  const admitting = admit(tx);
  const reading = readIngestContext(tx, arrivals, { everySpot: run.isRetry });
  // If a statement fails, later ones fail as well, and only the first error names the cause.
  for (const work of [admitting, reading]) work.catch(() => undefined);
  const elsewhere = await finding;
  if (elsewhere.size > 0) {
    await Promise.allSettled([admitting, reading]);
    throw new SpotsElsewhere(elsewhere);
  }
  const admitted = await admitting;
  const context = await reading;
  const reports = admitted.flatMap((result) => (result.ok ? [result.value] : []));
  const stored = await storeReports(tx, reports, run, context);
  return admitted.map((result) => (result.ok ? (stored.shift() ?? replayed) : result));
}

const replayed = fail("proof-replayed", undefined, "now");

/**
 * Uses the proofs and checks the senders in the transaction that stores the reports: if it fails, the same requests may
 * come again, and a device that is revoked before it commits is refused.
 */
async function admitEach(
  tx: Db,
  arrivals: readonly IncomingReport[],
  signOn: IngestOptions["signOn"],
): Promise<Result<IncomingReport>[]> {
  const proven = arrivals.filter(({ proof }) => proof !== undefined);
  const [fresh, known] = await Promise.all([
    useProofs(
      tx,
      proven.flatMap(({ proof }) => proof ?? []),
    ),
    lockDevices(
      tx,
      arrivals.map(({ deviceKey }) => deviceKey.thumbprint),
    ),
  ]);
  const replays = new Set(proven.filter((_, index) => !fresh[index]));
  return arrivals.map((arrival, index) =>
    replays.has(arrival) ? replayed : checkSender(arrival, known[index], signOn),
  );
}

/** Checks the sender's rights as they are now, and takes the name that the person has now. */
function checkSender(
  arrival: IncomingReport,
  known: KnownDevice | undefined,
  signOn: IngestOptions["signOn"],
): Result<IncomingReport> {
  const { deviceKey, person, seal, receivedAt } = arrival;
  const caller = callerBehind(deviceKey, known, { signOn, at: receivedAt });
  if (!caller.ok) return caller;
  const reach = checkCaller(routes.sendReport.callers, caller.value);
  if (!reach.ok) return reach;
  const name = known?.name ?? person.name;
  const sealedHere = seal.device?.deviceId === arrival.deviceId;
  const sealed = sealedHere ? { ...seal, device: { deviceId: arrival.deviceId, name } } : seal;
  return ok({ ...arrival, person: { ...person, name }, seal: sealed });
}

async function storeReports(
  tx: Db,
  arrivals: readonly IncomingReport[],
  run: BatchRun,
  first: IngestContext,
): Promise<Ingested[]> {
  const { key, callbacks } = run;
  const answers: Ingested[] = [];
  while (answers.length < arrivals.length) {
    const rest = arrivals.slice(answers.length);
    const context =
      answers.length === 0 ? first : await readIngestContext(tx, rest, { everySpot: run.isRetry });
    const plan = await planReports(rest, context, key);
    if (plan.merge && !run.alone) throw new MergeNeeded();
    await writePlan(tx, plan, run);
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
async function writePlan(db: Db, plan: Plan, run: BatchRun): Promise<void> {
  if (plan.reports.length === 0) return;
  // A no-pixels report has withheld an existing case.
  for (const row of plan.cases.values())
    if (row.withheld && row.headSeq > 1) await clearSimilarity(db, row.id);
  const waiting = plan.reports.flatMap(({ id, caseId, spot, receivedAt }) =>
    plan.cases.get(caseId)?.withheld ? [] : [{ reportId: id, spot, receivedAt, failures: 0 }],
  );
  const rows = sql`
    with saved_cases as (${upsertRows(cases, [...plan.cases.values()], ["id", "spot"])}),
      saved_subjects as (${insertRows(caseSubjects, plan.subjects)}),
      saved_reports as (${insertRows(reports, plan.reports)}),
      saved_waiting as (${insertRows(undescribed, waiting)})
    ${insertRows(log, plan.log)} ${named}`;
  await send(run, async () => db.execute(rows));
  await saveProposals(db, plan.proposals);
}
