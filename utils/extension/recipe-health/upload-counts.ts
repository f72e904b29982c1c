/** Uploads the counts to the intake exactly once: a few times a day, and immediately after a drop. */

import { limits } from "../../shared/contract/limits.ts";
import type { SentCounts } from "../../shared/contract/recipe-health.ts";
import { deviceRoutes } from "../../shared/contract/routes/devices.ts";
import { callRoute } from "../api/call-route.ts";
import { onAlarm, setAlarm } from "../browser/browser.ts";
import { waitMs } from "../outbox/state-machine.ts";
import { changeHealthMemory, type HourRow, type PendingBatch, readHealthMemory } from "./health-memory.ts";

const alarmName = "flush-canaries";
const uploadEveryMs = 4 * 3_600_000;
/** After a switch to the structural finder: administrators must know within an hour. */
const uploadSoonMs = 40 * 60_000;
/** Minimum delay of an alarm in browsers. */
const shortestMs = 30_000;
const hourMs = 3_600_000;

let running: Promise<void> | undefined;

/** Registers the alarm. Counts from before the background stopped keep their times. */
export async function startHealthUploads(): Promise<void> {
  onAlarm(alarmName, () => void uploadCounts());
  await scheduleUpload();
}

/** Schedules an upload if rows are waiting and none is scheduled, or only a later one. */
export async function scheduleUpload(isSoon = false): Promise<void> {
  const planned = await readHealthMemory();
  if (planned.rows.length === 0 && !planned.batch) return;
  // Half of the delay is random, so that the devices of an office do not upload at the same time.
  const atMs = Date.now() + (isSoon ? uploadSoonMs : uploadEveryMs) * (0.5 + Math.random() / 2);
  const isEarlier = isSoon && !planned.batch;
  const flushAtMs = isEarlier ? Math.min(planned.flushAtMs ?? atMs, atMs) : (planned.flushAtMs ?? atMs);
  if (planned.flushAtMs !== flushAtMs) {
    await changeHealthMemory((memory) => {
      memory.flushAtMs = Math.min(memory.flushAtMs ?? flushAtMs, flushAtMs);
    });
  }
  await setAlarm(alarmName, Math.max(flushAtMs, Date.now() + shortestMs));
}

/** Sends all waiting rows. A call during a run is followed by another run. */
export function uploadCounts(): Promise<void> {
  const next = (running ?? Promise.resolve()).then(uploadOnce);
  running = next.catch(() => undefined);
  return next;
}

async function uploadOnce(): Promise<void> {
  // An unfinished batch goes first, under its original id.
  while (await sendBatch());
  await scheduleUpload();
}

/** Returns true if a batch was sent; false if there is none or it has to wait. */
async function sendBatch(): Promise<boolean> {
  const batch = await changeHealthMemory(takeBatch);
  if (!batch) return false;
  const rows = batch.rows.flatMap(toSentCounts);
  const answer =
    rows.length > 0
      ? await callRoute(deviceRoutes.sendCanaries, { body: { id: batch.id, rows } })
      : undefined;
  // A batch that the intake will never accept is dropped: counts are not worth a retry queue.
  const isOver = !answer || answer.ok || answer.problem.retry === "never";
  await changeHealthMemory((memory) => {
    memory.tries = isOver ? 0 : memory.tries + 1;
    if (isOver) delete memory.batch;
    if (isOver) delete memory.flushAtMs;
    else memory.flushAtMs = Date.now() + waitMs(memory.tries, Math.random);
  });
  return isOver;
}

function takeBatch(memory: { rows: HourRow[]; batch?: PendingBatch }): PendingBatch | undefined {
  if (!memory.batch && memory.rows.length > 0) {
    memory.batch = { id: crypto.randomUUID(), rows: memory.rows };
    memory.rows = [];
  }
  return memory.batch;
}

/** Omits hours that the intake no longer accepts. An hour in the future predates a clock that was set back. */
function toSentCounts({ hourMs: startMs, ...row }: HourRow): SentCounts[] {
  const hoursAgo = Math.max(0, Math.floor((Date.now() - startMs) / hourMs));
  return hoursAgo <= limits.canaryHours ? [{ ...row, hoursAgo }] : [];
}
