/** One try for one row: the report first, so that the case exists while pictures travel, then its files. */

import type { Problem } from "../contract/problem.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { callIntakeAs } from "../core/intake.ts";
import { digestHex } from "../seal/digest.ts";
import { checkReceiptFor } from "./check-receipt.ts";
import type { MachineRow, OutboxEvent } from "./machine.ts";
import { readFile, readReport, type StoredFile } from "./store.ts";

type Apply = (event: OutboxEvent) => Promise<MachineRow | undefined>;

/** Sends what the row still owes; every answer goes through `apply`, which stores it before the next step. */
export async function sendRow(row: MachineRow, apply: Apply): Promise<void> {
  const problem = await attempt(row, apply);
  if (problem) await apply({ type: "refused", problem });
}

/** A bug or a failing disk must not leave the row in "sending": it waits and is tried again. */
async function attempt(row: MachineRow, apply: Apply): Promise<Problem | undefined> {
  try {
    return await (row.state === "withdrawing" ? sendWithdrawal(row, apply) : sendReport(row, apply));
  } catch (error) {
    return { code: "internal", retry: "later", detail: String(error).slice(0, 900) };
  }
}

async function sendReport(row: MachineRow, apply: Apply): Promise<Problem | undefined> {
  let current: MachineRow | undefined = row;
  if (!row.received) {
    const stored = await readReport(row.reportId);
    if (!stored) return undefined;
    const damage = await checkFiles(row.filesLeft);
    if (damage) return damage;
    const receipt = await callIntakeAs(row.deviceId, "sendReport", { body: stored.body });
    if (!receipt.ok) return receipt.problem;
    const genuine = await checkReceiptFor({ ...row, body: stored.body }, receipt.value);
    if (!genuine.ok) return genuine.problem;
    current = await apply({ type: "received", filesWanted: receipt.value.filesWanted });
  }
  for (const sha256 of current?.filesLeft ?? []) {
    const file = await readSoundFile(sha256);
    if (!file.ok) return file.problem;
    const answer = await callIntakeAs(row.deviceId, "sendFile", {
      params: { id: row.reportId, sha256 },
      body: file.value.bytes,
    });
    if (!answer.ok) return answer.problem;
    await apply({ type: "file-received", sha256 });
  }
  return undefined;
}

/** Before the report itself goes: a case must not wait for a file that can never come. */
async function checkFiles(addresses: readonly string[]): Promise<Problem | undefined> {
  for (const sha256 of addresses) {
    const file = await readSoundFile(sha256);
    if (!file.ok) return file.problem;
  }
  return undefined;
}

/** `file-damaged` when the disk gives other bytes than were kept, or none. */
async function readSoundFile(sha256: string): Promise<Result<StoredFile>> {
  const file = await readFile(sha256);
  return file && (await digestHex(file.bytes)) === sha256 ? ok(file) : fail("file-damaged", sha256);
}

async function sendWithdrawal(row: MachineRow, apply: Apply): Promise<Problem | undefined> {
  const answer = await callIntakeAs(row.deviceId, "withdrawReport", {
    params: { id: row.reportId },
    body: { reason: row.withdrawReason ?? "" },
  });
  if (!answer.ok) return answer.problem;
  await apply({ type: "withdrawal-received" });
  return undefined;
}
