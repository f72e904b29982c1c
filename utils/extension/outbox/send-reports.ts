/**
 * Sends the outbox, one report of each enrolment at a time, oldest first, and sets an alarm for waiting ones. An attempt
 * sends the report first, so that the case exists while files upload, then its files.
 */

import type { PublicKey } from "../../shared/contract/enrolment.ts";
import { limits } from "../../shared/contract/limits.ts";
import type { OutboxRow, OutboxState } from "../../shared/contract/outbox.ts";
import type { Problem } from "../../shared/contract/problem.ts";
import type { Receipt } from "../../shared/contract/report.ts";
import { done, fail, ok, type Result } from "../../shared/contract/result.ts";
import { deviceRoutes } from "../../shared/contract/routes/devices.ts";
import { digestHex, digestJson } from "../../shared/seal/digest.ts";
import { checkReceipt } from "../../shared/seal/receipt.ts";
import { wrappedType } from "../../shared/seal/wrap-file.ts";
import { callRouteAs, hangingDevices } from "../api/call-former.ts";
import { readIntakeKeys } from "../api/enrolment.ts";
import { onAlarm, setAlarm } from "../browser/browser.ts";
import { undoMs } from "../browser/delays.ts";
import { logBug } from "../browser/log.ts";
import { isMetered, onNetwork } from "../browser/network.ts";
import { listDraftIds, removeDraft } from "../drafts/drafts.ts";
import { longestWaitMs, type MachineRow, type OutboxEvent, statesAffectedBy, step } from "./state-machine.ts";
import {
  changeRow,
  changeRows,
  listIn,
  listSet,
  readBody,
  readFile,
  readRow,
  type StoredFile,
} from "./store.ts";
import { warnUnsent } from "./warn-unsent.ts";

const alarmName = "drain-outbox";
/** Minimum delay of an alarm in browsers. */
const alarmMs = 30_000;
/** Shorter than the time after which a browser ends an idle background. */
const awakeMs = 20_000;

/** Called when the intake has acknowledged a report. Set once by the background. */
let onReceived: (reportId: string) => void = () => undefined;
/** Called when no report is due any more, if some were acknowledged. */
let onDrained: () => void = () => undefined;
let hasReceived = false;
let running: Promise<void> | undefined;
let isWanted = false;
/** Ends a wait for the rounds in progress. */
let wake: () => void = () => undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Applies an event to a stored row. */
export function applyEvent(reportId: string, event: OutboxEvent): Promise<MachineRow | undefined> {
  return changeRow(reportId, (row) => step(row, event));
}

/** Sends everything that is due. A call during a run joins it; the run then checks once more for new reports. */
export function drain(): Promise<void> {
  isWanted = true;
  wake();
  running ??= drainWhileWanted();
  return running;
}

async function drainWhileWanted(): Promise<void> {
  while (isWanted) {
    isWanted = false;
    await drainOnce().catch(async (error) => {
      logBug("drain", error);
      await setAlarm(alarmName, Date.now() + alarmMs);
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
  const { rows: affected } = await listIn(statesAffectedBy("hurry", "try-again"));
  await changeRows(
    affected.map(({ reportId }) => reportId),
    (rows) => rows.map((row) => step(row, event)),
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

type DeviceId = MachineRow["deviceId"];

/** Rounds in progress, one for each enrolment, so that an intake that hangs holds up no report for another. */
const rounds = new Map<DeviceId, Promise<void>>();

async function drainOnce(): Promise<void> {
  // Only rounds send, so a row in "sending" without one was left by a crash or a disk failure.
  for (const { reportId, deviceId } of (await listIn(["sending"])).rows)
    if (!rounds.has(deviceId)) await applyEvent(reportId, { type: "interrupted" });
  for (;;) {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    // A round that ends during the listing may leave a row that is not in the list.
    const isQuiet = rounds.size === 0;
    const { rows } = await listIn(statesWithTime);
    const due = rows.filter(isDue).reverse();
    if (isQuiet && due.length === 0) {
      await scheduleNext(rows);
      break;
    }
    startRounds(due);
    if (rounds.size > 0) await Promise.race([woken, ...rounds.values()]);
  }
  await warnUnsent();
}

function startRounds(due: readonly MachineRow[]): void {
  for (const [deviceId, rows] of Map.groupBy(due, (row) => row.deviceId)) {
    if (rounds.has(deviceId)) continue;
    const round = sendRound(deviceId, rows).finally(() => rounds.delete(deviceId));
    rounds.set(deviceId, round);
  }
}

/** Sends each row once, so that one that keeps failing does not block the others. */
async function sendRound(deviceId: DeviceId, rows: readonly MachineRow[]): Promise<void> {
  if (deviceId !== undefined) hangingDevices.delete(deviceId);
  for (const row of rows) await advance(row);
}

function isDue(row: MachineRow): boolean {
  const dueMs = dueAtMs(row, Date.now());
  return dueMs !== undefined && dueMs <= Date.now();
}

async function advance({ reportId, state }: MachineRow): Promise<void> {
  if (state === "held") {
    await applyEvent(reportId, { type: "undo-passed" });
    return;
  }
  const row = await applyEvent(reportId, { type: "start" });
  if (row?.state !== "sending" && row?.state !== "withdrawing") return;
  const apply: Apply = async (event) => {
    const changed = await applyEvent(reportId, event);
    if (event.type === "received") {
      hasReceived = true;
      onReceived(reportId);
    }
    return changed;
  };
  await keepAwake(() => sendRow(row, apply));
}

/**
 * The browser ends a background after 30 seconds without events or API calls, in which a large file on a slow line is
 * still being sent. Setting the alarm is such a call, and the alarm resumes the work if the background ends all the
 * same.
 */
async function keepAwake(work: () => Promise<void>): Promise<void> {
  const postpone = () => void setAlarm(alarmName, Date.now() + alarmMs);
  postpone();
  const interval = setInterval(postpone, awakeMs);
  try {
    await work();
  } finally {
    clearInterval(interval);
  }
}

async function scheduleNext(rows: readonly MachineRow[]): Promise<void> {
  const now = Date.now();
  const due = rows.map((row) => dueAtMs(row, now)).filter((dueMs) => dueMs !== undefined);
  if (due.length === 0) return;
  const next = Math.min(...due);
  // The alarm survives the background. The timer covers waits below the alarm's minimum.
  await setAlarm(alarmName, Math.max(next, now + alarmMs));
  clearTimeout(timer);
  timer = setTimeout(() => void drain(), Math.max(0, Math.min(next - now, 60_000)));
}

type Apply = (event: OutboxEvent) => Promise<MachineRow | undefined>;

/** A large report on a slow line may take longer than other calls. */
const limitMs = { report: 60_000, file: 240_000 };

/** Sends what the row still needs to send. `apply` stores each answer before the next step. */
export async function sendRow(row: MachineRow, apply: Apply): Promise<void> {
  const problem = await attempt(row, apply);
  if (problem) await apply({ type: "refused", problem });
}

/** Catches bugs and disk errors, so that the row does not stay in "sending" but waits for a retry. */
async function attempt(row: MachineRow, apply: Apply): Promise<Problem | undefined> {
  try {
    return await (row.state === "withdrawing" ? sendWithdrawal(row, apply) : sendReport(row, apply));
  } catch (error) {
    return { code: "internal", retry: "later", detail: String(error).slice(0, 900) };
  }
}

async function sendReport(row: MachineRow, apply: Apply): Promise<Problem | undefined> {
  const problem = row.received ? undefined : await sendBody(row, apply);
  return problem ?? sendFiles(row.reportId, apply);
}

interface Sent {
  reportId: string;
  /** The enrolment under which it was saved. */
  deviceId?: string | undefined;
  /** The exact JSON text. */
  body: string;
}

/**
 * `receipt-invalid`, to be retried later, with the part that failed. A device enrolled before receipts
 * existed has no key to verify with. Until then the report does not count as received.
 */
export async function checkReceiptFor(
  { reportId, deviceId, body }: Sent,
  { jws }: Receipt,
): Promise<Result<Record<string, never>>> {
  const keys = await readIntakeKeys(deviceId);
  if (keys.length === 0) return done;
  const opened = await openWithAnyKey(jws, keys);
  if (!opened.ok) return invalid(opened.problem.detail);
  if (opened.value.reportId !== reportId) return invalid("reportId");
  return opened.value.reportDigest === (await digestJson(JSON.parse(body))) ? done : invalid("reportDigest");
}

/** The report may have gone to the intake of an earlier enrolment or of the current one. */
async function openWithAnyKey(jws: string, keys: PublicKey[]) {
  const opened = await Promise.all(keys.map((key) => checkReceipt(jws, key)));
  return opened.find(({ ok }) => ok) ?? opened[0] ?? fail("receipt-invalid");
}

function invalid(detail: string | undefined) {
  return fail("receipt-invalid", detail, "later");
}

async function sendBody(row: MachineRow, apply: Apply): Promise<Problem | undefined> {
  const body = await readBody(row.reportId);
  const isSound = body !== undefined && (!row.bodySha256 || (await digestHex(body)) === row.bodySha256);
  if (!isSound) return fail("report-damaged").problem;
  // Checked before sending the report, so that no case waits for a file that can never arrive.
  for (const sha256 of row.filesLeft) {
    const file = await readSoundFile(row, sha256);
    if (!file.ok) return file.problem;
  }
  const receipt = await callRouteAs(row.deviceId, deviceRoutes.sendReport, {
    body,
    limitMs: limitMs.report,
  });
  if (!receipt.ok) return receipt.problem;
  const genuine = await checkReceiptFor({ ...row, body }, receipt.value);
  if (!genuine.ok) return genuine.problem;
  await apply({ type: "received", filesWanted: receipt.value.filesWanted });
  return undefined;
}

async function sendFiles(reportId: string, apply: Apply): Promise<Problem | undefined> {
  const row = await readRow(reportId);
  if (row?.state !== "sending") return undefined;
  // Already received and complete, so the row becomes "sent".
  if (row.filesLeft.length === 0) await apply({ type: "received", filesWanted: [] });
  else if (isMetered() && !row.meteredUntil)
    await apply({ type: "hold-files", untilMs: Date.now() + limits.meteredWaitMs });
  else {
    for (const sha256 of row.filesLeft) {
      const problem = await sendFile(row, sha256);
      if (problem) return problem;
      await apply({ type: "file-received", sha256 });
    }
  }
  return undefined;
}

async function sendFile(row: MachineRow, sha256: string): Promise<Problem | undefined> {
  const file = await readSoundFile(row, sha256);
  if (!file.ok) return file.problem;
  const answer = await callRouteAs(row.deviceId, deviceRoutes.sendFile, {
    params: { id: row.reportId, sha256 },
    body: file.value.bytes,
    limitMs: limitMs.file,
    ...("wrappedSha256" in file.value ? { contentType: wrappedType } : {}),
  });
  if (!answer.ok) return answer.problem;
  // Only an answer with the file's own digest acknowledges it.
  return answer.value.sha256 === sha256 ? undefined : fail("intake-unreachable", "sha256", "later").problem;
}

/** `file-damaged` if the disk returns other bytes than were stored, or none. */
async function readSoundFile({ deviceId }: MachineRow, sha256: string): Promise<Result<StoredFile>> {
  const file = await readFile(sha256, deviceId);
  const kept = file && ("wrappedSha256" in file ? file.wrappedSha256 : file.sha256);
  return file && (await digestHex(file.bytes)) === kept ? ok(file) : fail("file-damaged", sha256);
}

async function sendWithdrawal(row: MachineRow, apply: Apply): Promise<Problem | undefined> {
  const answer = await callRouteAs(row.deviceId, deviceRoutes.withdrawReport, {
    params: { id: row.reportId },
    body: { reason: row.withdrawReason ?? "" },
    limitMs: limitMs.report,
  });
  if (!answer.ok) return answer.problem;
  await apply({ type: "withdrawal-received" });
  return undefined;
}
