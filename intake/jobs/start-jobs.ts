import { sql } from "drizzle-orm";
import { closeDays } from "../audit-log/close-days.ts";
import { sealLog } from "../audit-log/seal-log.ts";
import { isInside } from "../core/private-address.ts";
import type { Intake } from "../intake.ts";
import { withdrawReversed } from "../requests/store/reversed.ts";
import { countMonths } from "../statistics/store/count-months.ts";
import { giveTasks } from "../vloggers/store/give-tasks.ts";
import { createCallHook } from "../webhooks/call.ts";
import { deliverHooks } from "../webhooks/deliver.ts";
import { exportDay } from "./export-day.ts";
import { createJobNotes } from "./job-record.ts";
import { repeat } from "./repeat.ts";

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

type JobName =
  | "tidy"
  | "seal-log"
  | "close-days"
  | "stamp-days"
  | "reported"
  | "give-tasks"
  | "send-letters"
  | "count-months"
  | "tell-hooks"
  | "export-day"
  | "withdraw-reversed";

/** Returns a function that stops all jobs and resolves when their current runs are done. */
export function startJobs(intake: Intake): () => Promise<void> {
  const notes = createJobNotes(intake.store.db, intake.now);
  const start = (name: JobName, work: Parameters<typeof repeat>[2], everyMs = minuteMs) =>
    repeat(name, everyMs, work, notes);
  const { publicOrigin, now } = intake;
  const callHook = createCallHook({ now, isLocal: isInside(publicOrigin) });
  const stops = [
    start("tidy", () => intake.tidy()),
    start("seal-log", () => sealWaiting(intake)),
    start("close-days", () => closeDays(intake.store.db, intake.now())),
    start("stamp-days", (signal) => intake.stamper?.run(intake.now(), signal)),
    start("give-tasks", () => giveTasks(intake.store.db, intake.now())),
    start("send-letters", (signal) => intake.post.run(signal), lettersMs),
    start("count-months", (signal) => countMonths(intake.store.db, intake.now(), signal), countMs),
    start("tell-hooks", (signal) => deliverHooks(intake.store.db, callHook, now, signal), hooksMs),
    start("export-day", () => exportDay(intake.store.db, intake.files, intake.now()), countMs),
    start("withdraw-reversed", () => withdrawReversed(intake.store.db, intake.now())),
    start("reported", (signal) => intake.reported.refresh(signal), reportedMs),
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
