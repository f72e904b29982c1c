/** Empties the outbox: one report at a time, oldest first, and an alarm for what has to wait. */

import { limits } from "../contract/limits.ts";
import { onAlarm, setAlarm, setBadge } from "../core/browser.ts";
import { nowMs } from "../core/clock.ts";
import { dueAtMs, type MachineRow, type OutboxEvent, step } from "./machine.ts";
import { sendRow } from "./send.ts";
import { changeRow, listRows } from "./store.ts";

const alarmName = "drain-outbox";

/** Whom to tell when the intake has acknowledged a report; set once by the background. */
let onReceived: (reportId: string) => void = () => undefined;
let running: Promise<void> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Applies an event to a stored row. */
export function applyEvent(reportId: string, event: OutboxEvent): Promise<MachineRow | undefined> {
  return changeRow(reportId, (row) => step(row, event, nowMs(), Math.random));
}

/** Sends everything that is due; calls while it runs join the run. */
export function drain(): Promise<void> {
  running ??= drainOnce().finally(() => {
    running = undefined;
  });
  return running;
}

/** Tries at once what waits, for its next try or for an enrolment that counts: the person asked, or the network came back. */
export async function drainNow(): Promise<void> {
  const rows = await listRows();
  const waiting = rows.filter((row) => row.nextTryAt);
  const failed = rows.filter(({ state }) => state === "failed");
  await Promise.all([
    ...waiting.map(({ reportId }) => changeRow(reportId, ({ nextTryAt: _, ...row }) => row)),
    ...failed.map(({ reportId }) => applyEvent(reportId, { type: "try-again" })),
  ]);
  await drain();
}

/** Wires the alarm; rows that were being sent when the background died wait again. */
export async function startOutbox(tellReceived: (reportId: string) => void): Promise<void> {
  onReceived = tellReceived;
  onAlarm(alarmName, () => void drain());
  const rows = await listRows();
  const interrupted = rows.filter(({ state }) => state === "sending");
  await Promise.all(interrupted.map(({ reportId }) => applyEvent(reportId, { type: "interrupted" })));
  await drain();
}

async function drainOnce(): Promise<void> {
  for (;;) {
    const row = (await listRows()).reverse().find(isDue);
    if (!row) break;
    await advance(row);
  }
  await scheduleNext();
}

function isDue(row: MachineRow): boolean {
  const dueMs = dueAtMs(row, limits.undoMs);
  return dueMs !== undefined && dueMs <= nowMs();
}

async function advance(row: MachineRow): Promise<void> {
  if (row.state === "held") {
    await applyEvent(row.reportId, { type: "undo-passed" });
    return;
  }
  const started = row.state === "waiting" ? await applyEvent(row.reportId, { type: "start" }) : row;
  if (!started) return;
  await sendRow(started, async (event) => {
    const changed = await applyEvent(row.reportId, event);
    if (event.type === "received") onReceived(row.reportId);
    return changed;
  });
}

async function scheduleNext(): Promise<void> {
  const rows = await listRows();
  const due = rows.map((row) => dueAtMs(row, limits.undoMs)).filter((dueMs) => dueMs !== undefined);
  const unsent = rows.filter(({ state }) => state === "failed").length;
  await setBadge(unsent > 0 ? String(unsent) : "");
  if (due.length === 0) return;
  const next = Math.min(...due);
  // The alarm outlives the background; the timer is for waits below the alarm's minimum of half a minute.
  await setAlarm(alarmName, Math.max(next, nowMs() + 30_000));
  clearTimeout(timer);
  timer = setTimeout(() => void drain(), Math.max(0, Math.min(next - nowMs(), 60_000)));
}
