import { once } from "node:events";
import { createGzip } from "node:zlib";
import { sql } from "drizzle-orm";
import { closeDays } from "../audit-log/close-days.ts";
import { sealLog } from "../audit-log/seal-log.ts";
import { describeCases } from "../cases/similar/describe-cases.ts";
import { logLine } from "../core/log.ts";
import { hasPrivateHost } from "../core/private-address.ts";
import type { Db } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/files.ts";
import type { Intake } from "../intake.ts";
import { matchAddressObjections } from "../objections/store/address-objections.ts";
import { remindPartners } from "../referrals/store/remind-partners.ts";
import { withdrawReversed } from "../requests/store/withdraw-reversed.ts";
import { countMonths } from "../statistics/store/count-months.ts";
import { exportLines } from "../statistics/store/export-lines.ts";
import { giveTasks } from "../vloggers/store/give-tasks.ts";
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

/** Maximum time until a new report can be searched and is compared with others. */
const describeMs = 1_000;

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
  | "send-alerts";

const jakartaMs = 7 * 3_600_000;

/**
 * The daily export for other systems: the current state, stored beside the evidence. Name of the file for
 * the day in Jakarta.
 */
export function exportName(at: Date): string {
  return `exports/${new Date(at.getTime() + jakartaMs).toISOString().slice(0, 10)}.jsonl.gz`;
}

/** Returns false if today's file exists. Two replicas at once write the same complete file. */
export async function exportDay(db: Db, files: EvidenceFiles, at: Date): Promise<boolean> {
  const name = exportName(at);
  if (await files.hasNamed(name)) return false;
  const gzip = createGzip();
  const parts: Buffer[] = [];
  gzip.on("data", (part: Buffer) => parts.push(part));
  const ended = once(gzip, "end");
  for await (const lines of exportLines(db, at)) if (!gzip.write(lines)) await once(gzip, "drain");
  gzip.end();
  await ended;
  await files.putNamed(name, Buffer.concat(parts));
  return true;
}

/**
 * Repeats a job, never twice at once, until it is stopped. Starts at once, then waits `everyMs` after each
 * run. A failure is logged and retried. Returns a function that stops it: it aborts the signal and
 * resolves when the current run is done.
 */
export function repeat(
  name: string,
  everyMs: number,
  work: (signal: AbortSignal) => Promise<unknown> | undefined,
  notes?: JobNotes,
): () => Promise<void> {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running = run();

  async function run(): Promise<void> {
    try {
      await work(stopping.signal);
      await notes?.succeeded(name);
    } catch (error) {
      logLine(`${name}-failed`, { error });
      // The database may be unavailable; the line above has logged the failure.
      await notes?.failed(name, error).catch(() => undefined);
    }
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => {
      running = run();
    }, everyMs);
    timer.unref();
  }

  return async () => {
    stopping.abort();
    clearTimeout(timer);
    await running;
  };
}

/** Returns a function that stops all jobs and resolves when their current runs are done. */
export function startJobs(intake: Intake): () => Promise<void> {
  const notes = createJobNotes(intake.store.db, intake.now);
  const start = (name: JobName, work: Parameters<typeof repeat>[2], everyMs = minuteMs) =>
    repeat(name, everyMs, work, notes);
  const { publicOrigin, now } = intake;
  const callHook = createCallHook({ now, isLocal: hasPrivateHost(publicOrigin) });
  const stops = [
    start("tidy", () => intake.cleanUp()),
    start("describe-cases", (signal) => describeCases(intake.store.db, { now, signal }), describeMs),
    start("seal-log", () => sealWaiting(intake)),
    start("close-days", () => closeDays(intake.store.db, intake.now())),
    start("stamp-days", (signal) => intake.stamper?.run(intake.now(), signal)),
    start("anchor-days", (signal) => intake.anchorer.run(intake.now(), signal)),
    start("give-tasks", () => giveTasks(intake.store.db, intake.now())),
    start("send-letters", (signal) => intake.dispatcher.run(signal), lettersMs),
    start("send-referrals", (signal) => intake.referralDispatcher.run(signal), lettersMs),
    start("remind-partners", () => remindPartners(intake.store.db, intake.now())),
    start("count-months", (signal) => countMonths(intake.store.db, intake.now(), signal), countMs),
    start("tell-hooks", (signal) => deliverHooks(intake.store.db, callHook, now, signal), hooksMs),
    start("export-day", () => exportDay(intake.store.db, intake.files, intake.now()), countMs),
    start("match-objections", () => matchAddressObjections(intake.store.db, intake.now())),
    start("withdraw-reversed", () => withdrawReversed(intake.store.db, intake.now())),
    start("find-alerts", (signal) => intake.alerts.finder.run(signal), alertsMs),
    start("send-alerts", (signal) => intake.alerts.sender.run(signal), alertsMs),
    start("reported", (signal) => intake.knownSubjects.refresh(signal), reportedMs),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

async function sealWaiting({ store, key, now }: Intake): Promise<void> {
  const made = await sealLog(store.db, key, now);
  // PGlite has no autovacuum, and every batch deletes rows.
  if (made > 0 && store.engine === "pglite") await store.db.execute(sql`vacuum unsealed`);
}
