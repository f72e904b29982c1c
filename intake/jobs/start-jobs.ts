/** What the intake does by itself while it runs. */

import { sql } from "drizzle-orm";
import { closeDays } from "../custody/close-days.ts";
import { sealLog } from "../custody/seal-log.ts";
import type { Intake } from "../intake.ts";
import { giveTasks } from "../store/programme/give-tasks.ts";
import { withdrawReversed } from "../store/requests/reversed.ts";
import { createJobNotes } from "./job-record.ts";
import { repeat } from "./repeat.ts";

/** An entry of the log waits about this long for its batch, at most. */
const minuteMs = 60_000;

/** What devices know of all cases is as old as this, and the hour after which they ask. */
const reportedMs = 5 * minuteMs;

/** A letter that is put into the queue leaves it within this time. */
const lettersMs = 15_000;

type JobName =
  | "tidy"
  | "seal-log"
  | "close-days"
  | "stamp-days"
  | "reported"
  | "give-tasks"
  | "send-letters"
  | "withdraw-reversed";

/** Gives what stops all of it, when the work at hand is done. */
export function startJobs(intake: Intake): () => Promise<void> {
  const notes = createJobNotes(intake.store.db, intake.now);
  const start = (name: JobName, work: Parameters<typeof repeat>[2], everyMs = minuteMs) =>
    repeat(name, everyMs, work, notes);
  const stops = [
    start("tidy", () => intake.tidy()),
    start("seal-log", () => sealWaiting(intake)),
    start("close-days", () => closeDays(intake.store.db, intake.now())),
    start("stamp-days", (signal) => intake.stamper?.run(intake.now(), signal)),
    start("give-tasks", () => giveTasks(intake.store.db, intake.now())),
    start("send-letters", (signal) => intake.post.run(signal), lettersMs),
    start("withdraw-reversed", () => withdrawReversed(intake.store.db, intake.now())),
    start("reported", (signal) => intake.reported.refresh(signal), reportedMs),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

async function sealWaiting({ store, key, now }: Intake): Promise<void> {
  const made = await sealLog(store.db, key, now);
  // PGlite has nobody who takes away what was deleted, and every batch deletes.
  if (made > 0 && store.engine === "pglite") await store.db.execute(sql`vacuum unsealed`);
}
