/** The periodic work of a running intake, and how often each job runs. */

import { sql } from "drizzle-orm";
import { closeDays } from "../audit-log/close-days.ts";
import { keepNewestBatch, LogWentBackwards } from "../audit-log/kept-batch.ts";
import { sealLog } from "../audit-log/seal-log.ts";
import { describeCases } from "../cases/similar/describe-cases.ts";
import { createDescriber } from "../cases/similar/describe-evidence.ts";
import { logLine } from "../core/log.ts";
import { hasPrivateHost } from "../core/private-address.ts";
import { runElected } from "../db/elect-replica.ts";
import { locks } from "../db/locks.ts";
import { OtherVersionError, refuseNewer } from "../db/migrations.ts";
import type { Intake } from "../intake.ts";
import { matchAddressObjections } from "../objections/store/address-objections.ts";
import { refreshCopies } from "../people/store/copy-people.ts";
import { remindPartners } from "../referrals/store/remind-partners.ts";
import { withdrawReversed } from "../requests/store/withdraw.ts";
import { exportDay } from "../statistics/daily-export.ts";
import { countMonths } from "../statistics/store/count-months.ts";
import { giveTasks } from "../vloggers/store/give-tasks.ts";
import { linkNumbers } from "../vloggers/store/own-channels.ts";
import { createCallHook } from "../webhooks/call-hook.ts";
import { deliverHooks } from "../webhooks/deliver-hooks.ts";
import { createJobNotes, type JobNotes } from "./job-record.ts";

/** About the longest time that a log entry waits for its batch. */
const minuteMs = 60_000;

/** Maximum age of the current month's figures, and delay of the export after midnight. */
const countMs = 5 * minuteMs;

/** Maximum delay of webhook events. */
const hooksMs = 10_000;

/** Maximum age of the known-subjects filter, plus the hour between devices' requests. */
const reportedMs = 5 * minuteMs;

/** Maximum time from queueing to sending a letter. */
const lettersMs = 15_000;

/** Maximum delay from a condition to its alert, and from the alert to its mail. */
const alertsMs = 5_000;

/** Maximum time that jobs run on tables changed by a newer version. */
const versionMs = 5_000;

/** Maximum time until a new report can be searched and is compared with others. */
const describeMs = 250;

/** Longest wait before another attempt. A job with a longer interval keeps it. */
const longestWaitMs = minuteMs;

/** A job that goes on failing is logged at least this often. */
const repeatLineMs = 60 * minuteMs;

type JobName =
  | "tidy"
  | "describe-cases"
  | "seal-log"
  | "close-days"
  | "stamp-days"
  | "anchor-days"
  | "reported"
  | "give-tasks"
  | "send-letters"
  | "send-referrals"
  | "remind-partners"
  | "count-months"
  | "tell-hooks"
  | "export-day"
  | "match-objections"
  | "withdraw-reversed"
  | "find-alerts"
  | "send-alerts"
  | "copy-people";

/**
 * Repeats a job, never twice at once, until it is stopped. Starts at once, then waits `everyMs` after each
 * run. A failure is logged and retried after twice the time of the failure before, up to `longestMs`. Returns a function
 * that stops it: it aborts the signal and resolves when the current run is done.
 */
export function repeat(
  { name, everyMs, work, longestMs = Math.max(everyMs, longestWaitMs) }: RepeatedWork,
  notes?: JobNotes,
): () => Promise<void> {
  const stopping = new AbortController();
  const failures = createFailureLog(name);
  let timer: NodeJS.Timeout | undefined;
  let running = run();

  async function run(): Promise<void> {
    try {
      await work(stopping.signal);
      // Work that was stopped may be half done.
      if (stopping.signal.aborted) return;
      failures.end();
      await notes?.succeeded(name);
    } catch (error) {
      // Work that was stopped has not failed either.
      if (stopping.signal.aborted && error === stopping.signal.reason) return;
      failures.add(error);
      // The database may be unavailable; the line above has logged the failure.
      await notes?.failed(name, error).catch(() => undefined);
    }
    if (stopping.signal.aborted) return;
    timer = setTimeout(
      () => {
        running = run();
      },
      Math.min(longestMs, everyMs * 2 ** Math.max(0, failures.count() - 1)),
    );
    timer.unref();
  }

  return async () => {
    stopping.abort();
    clearTimeout(timer);
    await running;
  };
}

interface FailureLog {
  /** Number of failures since the last success. */
  count(): number;
  add(error: unknown): void;
  end(): void;
}

/**
 * Logs the first failure, the second, the fourth and so on, at least one an hour, and the end. Without it, a job that fails
 * four times a second would displace all other lines.
 */
function createFailureLog(name: string): FailureLog {
  let [count, since, loggedMs] = [0, "", 0];
  const detail = () => `since ${since}, ${count} times`;
  return {
    count: () => count,
    add(error) {
      count++;
      if (count === 1) since = new Date().toISOString();
      const isPowerOfTwo = (count & (count - 1)) === 0;
      if (!isPowerOfTwo && performance.now() - loggedMs < repeatLineMs) return;
      loggedMs = performance.now();
      logLine(`${name}-failed`, { error, ...(count === 1 ? {} : { detail: detail() }) });
    },
    end() {
      if (count > 1) logLine(`${name}-recovered`, { detail: detail() });
      count = 0;
    },
  };
}

interface RepeatedWork {
  name: string;
  everyMs: number;
  work(signal: AbortSignal): Promise<unknown> | undefined;
  longestMs?: number;
}

export interface Job extends RepeatedWork {
  name: JobName;
}

/** Jobs use the database without a time limit per statement. */
export function listJobs(intake: Intake): Job[] {
  const { publicOrigin, now, store, home } = intake;
  const { jobsDb } = store;
  const describeMany = createDescriber();
  const callHook = createCallHook({ now, isLocal: hasPrivateHost(publicOrigin) });
  /** For work that a wrong clock would do too early and that cannot be undone. */
  const inTime = (work: Job["work"]) => async (signal: AbortSignal) => {
    await intake.checkClock(now(), "database");
    await work(signal);
  };
  // Receivers refuse a signature of another time, and each attempt counts. A letter's limit runs from the time of sending.
  const callHooks = inTime((signal) => deliverHooks(jobsDb, callHook, now, signal));
  const job = (name: JobName, work: Job["work"], everyMs = minuteMs): Job => ({ name, everyMs, work });
  return [
    job("tidy", (signal) => intake.cleanUp(signal)),
    job("describe-cases", (signal) => describeCases(jobsDb, { now, signal, describeMany }), describeMs),
    job("seal-log", () => runElected(store, locks.sealing, () => sealWaiting(intake))),
    job(
      "close-days",
      inTime(() => closeDays(jobsDb, now())),
    ),
    job("stamp-days", (signal) => intake.stamper?.run(now(), signal)),
    job("anchor-days", (signal) => intake.anchorer.run(now(), signal)),
    job("give-tasks", async () => {
      await linkNumbers(jobsDb);
      await giveTasks(jobsDb, now());
    }),
    job(
      "send-letters",
      inTime((signal) => intake.dispatcher.run(signal)),
      lettersMs,
    ),
    job(
      "send-referrals",
      inTime((signal) => intake.referralDispatcher.run(signal)),
      lettersMs,
    ),
    job(
      "remind-partners",
      inTime(() => remindPartners(jobsDb, now())),
    ),
    job(
      "count-months",
      inTime((signal) => countMonths(jobsDb, now(), signal)),
      countMs,
    ),
    job("tell-hooks", callHooks, hooksMs),
    job(
      "export-day",
      (signal) => runElected(store, locks.export, () => exportDay(jobsDb, intake.files, now(), signal)),
      countMs,
    ),
    job("match-objections", () => matchAddressObjections(jobsDb, now())),
    job("withdraw-reversed", () => withdrawReversed(jobsDb, now())),
    // Throws after it has done all else, so one condition that fails must not slow the others.
    { ...job("find-alerts", (signal) => intake.alerts.finder.run(signal), alertsMs), longestMs: alertsMs },
    job("send-alerts", (signal) => intake.alerts.sender.run(signal), alertsMs),
    job("reported", (signal) => intake.knownSubjects.refresh(signal), reportedMs),
    ...(home === store ? [] : [job("copy-people", () => refreshCopies(home.jobsDb, jobsDb, now()))]),
  ];
}

/**
 * Returns a function that stops all jobs and resolves when their current runs are done. They also stop for good once a
 * newer version has changed the tables, and requests are refused. Proxies stop requests to such a replica, but not its jobs.
 */
export function startJobs(intake: Intake): () => Promise<void> {
  const { db } = intake.store;
  const notes = createJobNotes(db, intake.now);
  const stops = listJobs(intake).map((job) => repeat(job, notes));
  const stopAll = async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
  const checkVersion = async () => {
    if (intake.isOutdated) return;
    intake.isOutdated = await refuseNewer(db).then(
      () => false,
      (error: unknown) => {
        if (error instanceof OtherVersionError) return true;
        throw error;
      },
    );
    if (!intake.isOutdated) return;
    logLine("jobs-stopped", { detail: "a newer version has changed the database" });
    await stopAll();
  };
  // As soon as the database answers again, the jobs go on, so this waits no longer after failures.
  const check = { name: "check-version", everyMs: versionMs, longestMs: versionMs, work: checkVersion };
  const stopCheck = repeat(check);
  return async () => {
    await Promise.all([stopCheck(), stopAll()]);
  };
}

/** Seals even if the evidence store gives no answer; the job then fails afterwards, and a later run keeps the batch. */
async function sealWaiting({ store, files, key, now }: Intake): Promise<void> {
  const [kept] = await Promise.allSettled([keepNewestBatch(store.jobsDb, files)]);
  if (kept.status === "rejected" && kept.reason instanceof LogWentBackwards) throw kept.reason;
  const made = await sealLog(store.jobsDb, key, now);
  // PGlite has no autovacuum, and every batch deletes rows.
  if (made > 0 && store.engine === "pglite") await store.jobsDb.execute(sql`vacuum unsealed`);
  if (kept.status === "rejected") throw kept.reason;
}
