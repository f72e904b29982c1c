/** Hands the counts to the intake: a few times a day, at once after a drop, each exactly once. */

import type { ReportedCounts } from "../contract/canary.ts";
import { deviceRoutes } from "../contract/device-routes.ts";
import { limits } from "../contract/limits.ts";
import { onAlarm, setAlarm } from "../core/browser.ts";
import { nowMs } from "../core/clock.ts";
import { callIntake } from "../core/intake.ts";
import { waitMs } from "../outbox/backoff.ts";
import { type Batch, changeMemory, type HourRow, readMemory } from "./memory.ts";

const alarmName = "flush-canaries";
const betweenMs = 4 * 3_600_000;
/** Browsers have no shorter alarms. */
const shortestMs = 30_000;
const hourMs = 3_600_000;

let running: Promise<void> | undefined;

/** Wires the alarm; what was counted before the background ended keeps its time. */
export async function startCanaries(): Promise<void> {
  onAlarm(alarmName, () => void flush());
  await planFlush();
}

/** Sees that what waits goes out some time, unless that is seen to already. */
export async function planFlush(): Promise<void> {
  const planned = await readMemory();
  if (planned.rows.length === 0 && !planned.batch) return;
  // Half of it by chance, so that the devices of an office do not come together.
  const flushAtMs = planned.flushAtMs ?? nowMs() + betweenMs * (0.5 + Math.random() / 2);
  if (planned.flushAtMs === undefined) {
    await changeMemory((memory) => {
      memory.flushAtMs ??= flushAtMs;
    });
  }
  await setAlarm(alarmName, Math.max(flushAtMs, nowMs() + shortestMs));
}

/** Sends all that waits; calls while it runs are followed by another run. */
export function flush(): Promise<void> {
  const next = (running ?? Promise.resolve()).then(flushOnce);
  running = next.catch(() => undefined);
  return next;
}

async function flushOnce(): Promise<void> {
  // A batch from before goes first, under its own id.
  while (await sendBatch());
  await planFlush();
}

/** True when a batch went out; false when there is none, or it has to wait. */
async function sendBatch(): Promise<boolean> {
  const batch = await changeMemory(takeBatch);
  if (!batch) return false;
  const rows = batch.rows.flatMap(toReported);
  const answer =
    rows.length > 0
      ? await callIntake(deviceRoutes.sendCanaries, { body: { id: batch.id, rows } })
      : undefined;
  // What the intake will never take is given up: counts are not worth a queue.
  const isOver = !answer || answer.ok || answer.problem.retry === "never";
  await changeMemory((memory) => {
    memory.tries = isOver ? 0 : memory.tries + 1;
    if (isOver) delete memory.batch;
    if (isOver) delete memory.flushAtMs;
    else memory.flushAtMs = nowMs() + waitMs(memory.tries, Math.random);
  });
  return isOver;
}

function takeBatch(memory: { rows: HourRow[]; batch?: Batch }): Batch | undefined {
  if (!memory.batch && memory.rows.length > 0) {
    memory.batch = { id: crypto.randomUUID(), rows: memory.rows };
    memory.rows = [];
  }
  return memory.batch;
}

/** Nothing for hours that the intake no longer takes; one "in the future" is of a clock set back since. */
function toReported({ hourMs: startMs, ...row }: HourRow): ReportedCounts[] {
  const hoursAgo = Math.max(0, Math.floor((nowMs() - startMs) / hourMs));
  return hoursAgo <= limits.canaryHours ? [{ ...row, hoursAgo }] : [];
}
