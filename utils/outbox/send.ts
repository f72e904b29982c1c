/** One try for one row: the report first, so that the case exists while pictures travel, then its files. */

import type { Problem } from "../contract/problem.ts";
import { callIntakeAs } from "../core/intake.ts";
import type { MachineRow, OutboxEvent } from "./machine.ts";
import { readFile, readReport } from "./store.ts";

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
    const receipt = await callIntakeAs(row.deviceId, "sendReport", { body: stored.body });
    if (!receipt.ok) return receipt.problem;
    current = await apply({ type: "received", filesWanted: receipt.value.filesWanted });
  }
  for (const sha256 of current?.filesLeft ?? []) {
    const file = await readFile(sha256);
    if (!file) return { code: "internal", retry: "never", detail: `file ${sha256} is not in the outbox` };
    const answer = await callIntakeAs(row.deviceId, "sendFile", {
      params: { id: row.reportId, sha256 },
      body: file.bytes,
    });
    if (!answer.ok) return answer.problem;
    await apply({ type: "file-received", sha256 });
  }
  return undefined;
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
