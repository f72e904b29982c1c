/** The life of a report on this device as a pure table: what each event does in each state. */

import type { OutboxRow, OutboxState } from "../contract/outbox.ts";
import type { Problem } from "../contract/problem.ts";
import { waitMs } from "./backoff.ts";

export type OutboxEvent =
  /** The five seconds of "batalkan" are over. */
  | { type: "undo-passed" }
  | { type: "undo" }
  | { type: "start" }
  /** The background died while sending; the intake is idempotent, so it is simply tried again. */
  | { type: "interrupted" }
  /** The intake said the report is durable. */
  | { type: "received"; filesWanted: string[] }
  | { type: "file-received"; sha256: string }
  | { type: "refused"; problem: Problem }
  /** The person asked, or enrolled this browser again. */
  | { type: "try-again" }
  | { type: "withdraw"; reason: string }
  | { type: "withdrawal-received" };

export interface MachineRow extends OutboxRow {
  /** The enrolment that it was saved under; absent before there was one. */
  deviceId?: string;
  /** Shared by the reports that were saved together. */
  setId?: string;
  /** Whether the intake has acknowledged the report itself; its files may still be on their way. */
  received: boolean;
  /** The person's reason, while a withdrawal is on its way. */
  withdrawReason?: string;
}

/** States in which each event means something; anywhere else it changes nothing. */
const allowed: Record<OutboxEvent["type"], readonly OutboxState[]> = {
  "undo-passed": ["held"],
  undo: ["held"],
  start: ["waiting"],
  interrupted: ["sending"],
  received: ["sending"],
  "file-received": ["sending"],
  refused: ["sending", "withdrawing"],
  "try-again": ["failed"],
  withdraw: ["sent", "withdrawing"],
  "withdrawal-received": ["withdrawing"],
};

/** The row after the event; the same row when the event means nothing in its state. */
export function step(row: MachineRow, event: OutboxEvent, nowMs: number, random: () => number): MachineRow {
  if (!allowed[event.type].includes(row.state)) return row;
  const { nextTryAt: _, problem: __, ...rest } = row;
  switch (event.type) {
    case "undo-passed":
    case "interrupted":
      return { ...rest, state: "waiting" };
    case "undo":
      return { ...rest, state: "undone", filesLeft: [] };
    case "start":
      return { ...rest, state: "sending" };
    case "received":
      return settle({ ...rest, received: true, tries: 0, filesLeft: event.filesWanted });
    case "file-received":
      return settle({ ...rest, filesLeft: rest.filesLeft.filter((sha256) => sha256 !== event.sha256) });
    case "withdraw":
      return { ...rest, state: "withdrawing", tries: 0, withdrawReason: event.reason };
    case "withdrawal-received":
      return { ...rest, state: "withdrawn" };
    case "try-again":
      return isOfDevice(row.problem) ? { ...rest, state: "waiting" } : row;
    case "refused":
      return refuse(rest, event.problem, nowMs, random);
  }
}

function settle(row: MachineRow): MachineRow {
  return row.filesLeft.length === 0 ? { ...row, state: "sent" } : row;
}

/** Not the report was refused but who sent it. */
function isOfDevice(problem: Problem | undefined): boolean {
  const codes = ["not-enrolled", "device-unknown", "device-revoked", "sign-on-again", "proof-invalid"];
  return problem !== undefined && codes.includes(problem.code);
}

function refuse(row: MachineRow, problem: Problem, nowMs: number, random: () => number): MachineRow {
  if (problem.retry === "never") {
    // A withdrawal that is refused leaves the report where it was: at the intake.
    return { ...row, state: row.state === "withdrawing" ? "sent" : "failed", problem };
  }
  const tries = row.tries + 1;
  const state = row.state === "withdrawing" ? "withdrawing" : "waiting";
  const nextTryAt = new Date(nowMs + waitMs(tries, random)).toISOString();
  return { ...row, state, tries, problem, nextTryAt };
}

/** When the row wants attention next (epoch ms), or undefined when it is at rest. */
export function dueAtMs(row: MachineRow, undoMs: number): number | undefined {
  if (row.state === "held") return Date.parse(row.savedAt) + undoMs;
  if (row.state === "waiting" || row.state === "withdrawing")
    return row.nextTryAt ? Date.parse(row.nextTryAt) : 0;
  return undefined;
}
