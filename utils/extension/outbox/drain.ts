/** Sends the outbox one report at a time, oldest first, and sets an alarm for waiting ones. */

import type { OutboxRow, OutboxState } from "../../shared/contract/outbox.ts";
import { onAlarm, setAlarm } from "../browser/browser.ts";
import { nowMs } from "../browser/clock.ts";
import { undoMs } from "../browser/delays.ts";
import { logBug } from "../browser/log.ts";
import { isMetered, onNetwork } from "../browser/network.ts";
import { listDraftIds, removeDraft } from "../drafts/drafts.ts";
import { longestWaitMs, type MachineRow, type OutboxEvent, statesAffectedBy, step } from "./machine.ts";
import { sendRow } from "./send.ts";
import { changeRow, changeRows, listIn, listSet, readRow } from "./store.ts";
import { warnUnsent } from "./warn-unsent.ts";

const alarmName = "drain-outbox";
/** Minimum delay of an alarm in browsers. */
const alarmMs = 30_000;

/** Called when the intake has acknowledged a report. Set once by the background. */
let onReceived: (reportId: string) => void = () => undefined;
/** Called when no report is due any more, if some were acknowledged. */
let onDrained: () => void = () => undefined;
let hasReceived = false;
let running: Promise<void> | undefined;
let isWanted = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Applies an event to a stored row. */
export function applyEvent(reportId: string, event: OutboxEvent): Promise<MachineRow | undefined> {
  return changeRow(reportId, (row) => step(row, event, nowMs(), Math.random));
}

/** Sends everything that is due. A call during a run joins it; the run then checks once more for new reports. */
export function drain(): Promise<void> {
  isWanted = true;
  running ??= drainWhileWanted();
  return running;
}

async function drainWhileWanted(): Promise<void> {
  while (isWanted) {
    isWanted = false;
    await drainOnce().catch(async (error) => {
      logBug("drain", error);
      await setAlarm(alarmName, nowMs() + alarmMs);
    });
  }
  running = undefined;
  if (hasReceived) onDrained();
  hasReceived = false;
}

/** On the person's request, retries waiting reports and those that failed because of the enrolment. */
export async function drainNow(): Promise<void> {
  await applyToAll({ type: "try-again" });
  await drain();
}

/**
 * Registers the alarm and network listeners, and restarts reports that were being sent when the background
 * stopped.
 */
export async function startOutbox(
  tellReceived: (reportId: string) => void,
  tellDrained: () => void = () => undefined,
): Promise<void> {
  onReceived = tellReceived;
  onDrained = tellDrained;
  onAlarm(alarmName, () => void drain());
  onNetwork(() => void drainOnNetwork());
  // If the background stopped between saving and deleting, the draft and its plain files are still in memory.
  for (const draftId of await listDraftIds()) if (await isSaved(draftId)) await removeDraft(draftId);
  await drain();
}

async function isSaved(draftId: string): Promise<boolean> {
  return (await readRow(draftId)) !== undefined || (await listSet(draftId)).length > 0;
}

async function drainOnNetwork(): Promise<void> {
  await applyToAll({ type: "network-back", metered: isMetered() });
  await drain();
}

/** @param event a signal that hurries waiting reports or retries failed ones */
async function applyToAll(event: OutboxEvent): Promise<void> {
  const { rows: hearing } = await listIn(statesAffectedBy("hurry", "try-again"));
  await changeRows(
    hearing.map(({ reportId }) => reportId),
    (rows) => rows.map((row) => step(row, event, nowMs(), Math.random)),
  );
}

/** Rows in other states are at rest or being sent. */
const statesWithTime: readonly OutboxState[] = ["held", "waiting", "withdrawing"];

/**
 * Calculates when a row is due, although the clock may be changed at any time. Returns epoch ms, or
 * undefined if the row is at rest. A time beyond the longest wait was written before the clock was set
 * back and counts as past.
 */
export function dueAtMs(row: OutboxRow, nowMs: number): number | undefined {
  if (row.state === "held") return sooner(Date.parse(row.savedAt) + undoMs, 2 * undoMs, nowMs);
  if (row.state === "waiting" || row.state === "withdrawing")
    return row.nextTryAt ? sooner(Date.parse(row.nextTryAt), longestWaitMs, nowMs) : 0;
  return undefined;
}

function sooner(atMs: number, longestMs: number, nowMs: number): number {
  return atMs - nowMs > longestMs ? 0 : atMs;
}

async function drainOnce(): Promise<void> {
  // This loop is the only sender, so a row in "sending" was left by a crash or a disk failure.
  for (const { reportId } of (await listIn(["sending"])).rows)
    await applyEvent(reportId, { type: "interrupted" });
  for (;;) {
    const { rows } = await listIn(statesWithTime);
    const due = rows.filter(isDue).reverse();
    if (due.length === 0) {
      await scheduleNext(rows);
      break;
    }
    // Each once per round, so that one that keeps failing does not block the others.
    for (const row of due) await advance(row);
  }
  await warnUnsent();
}

function isDue(row: MachineRow): boolean {
  const dueMs = dueAtMs(row, nowMs());
  return dueMs !== undefined && dueMs <= nowMs();
}

async function advance({ reportId, state }: MachineRow): Promise<void> {
  if (state === "held") {
    await applyEvent(reportId, { type: "undo-passed" });
    return;
  }
  const row = await applyEvent(reportId, { type: "start" });
  if (row?.state !== "sending" && row?.state !== "withdrawing") return;
  await sendRow(row, async (event) => {
    const changed = await applyEvent(reportId, event);
    if (event.type === "received") {
      hasReceived = true;
      onReceived(reportId);
    }
    return changed;
  });
}

async function scheduleNext(rows: readonly MachineRow[]): Promise<void> {
  const now = nowMs();
  const due = rows.map((row) => dueAtMs(row, now)).filter((dueMs) => dueMs !== undefined);
  if (due.length === 0) return;
  const next = Math.min(...due);
  // The alarm survives the background. The timer covers waits below the alarm's minimum.
  await setAlarm(alarmName, Math.max(next, now + alarmMs));
  clearTimeout(timer);
  timer = setTimeout(() => void drain(), Math.max(0, Math.min(next - now, 60_000)));
}
