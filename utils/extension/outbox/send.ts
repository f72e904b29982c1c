/** One attempt to send a row: the report first, so that the case exists while files upload, then its files. */

import { deviceRoutes } from "../../shared/contract/device-routes.ts";
import type { PublicKey } from "../../shared/contract/enrolment.ts";
import { limits } from "../../shared/contract/limits.ts";
import type { Problem } from "../../shared/contract/problem.ts";
import type { Receipt } from "../../shared/contract/report.ts";
import { done, fail, ok, type Result } from "../../shared/contract/result.ts";
import { digestHex, digestJson } from "../../shared/seal/digest.ts";
import { checkReceipt } from "../../shared/seal/receipt.ts";
import { wrappedType } from "../../shared/seal/wrap-file.ts";
import { readIntakeKeys } from "../api/connection.ts";
import { callIntakeAs } from "../api/intake.ts";
import { nowMs } from "../browser/clock.ts";
import { isMetered } from "../browser/network.ts";
import type { StoredFile } from "./database.ts";
import type { MachineRow, OutboxEvent } from "./machine.ts";
import { readBody, readFile, readRow } from "./store.ts";

type Apply = (event: OutboxEvent) => Promise<MachineRow | undefined>;

/** Timeouts, so that a hanging connection does not block other reports. */
const sendTimeoutMs = { report: 60_000, file: 240_000 };

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
  const signal = AbortSignal.timeout(sendTimeoutMs.report);
  const receipt = await callIntakeAs(row.deviceId, deviceRoutes.sendReport, { body, signal });
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
    await apply({ type: "hold-files", untilMs: nowMs() + limits.meteredWaitMs });
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
  const answer = await callIntakeAs(row.deviceId, deviceRoutes.sendFile, {
    params: { id: row.reportId, sha256 },
    body: file.value.bytes,
    ...("wrappedSha256" in file.value ? { contentType: wrappedType } : {}),
    signal: AbortSignal.timeout(sendTimeoutMs.file),
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
  const answer = await callIntakeAs(row.deviceId, deviceRoutes.withdrawReport, {
    params: { id: row.reportId },
    body: { reason: row.withdrawReason ?? "" },
    signal: AbortSignal.timeout(sendTimeoutMs.report),
  });
  if (!answer.ok) return answer.problem;
  await apply({ type: "withdrawal-received" });
  return undefined;
}
