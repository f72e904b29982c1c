/** The pure part of the outbox: computes the next row from a row and an event, using the table of transitions. */

import type { OutboxRow, StoredRow } from "../../shared/contract/outbox.ts";
import type { Problem } from "../../shared/contract/problem.ts";
import { waitMs } from "./backoff.ts";
import { type Effect, type Signal, transitions } from "./transitions.ts";

export type OutboxEvent =
  | { type: "undo-passed" | "undo" | "start" | "interrupted" | "withdrawal-received" | "forgotten" }
  | { type: "received"; filesWanted: string[] }
  | { type: "file-received"; sha256: string }
  | { type: "hold-files"; untilMs: number }
  | { type: "refused"; problem: Problem }
  /** The person asked for it, or enrolled the browser again. */
  | { type: "try-again" }
  | { type: "network-back"; metered: boolean }
  | { type: "withdraw"; reason: string };

export type MachineRow = StoredRow;

/** Returns the next row; the same row if its state ignores the event. */
export function step(row: MachineRow, event: OutboxEvent, nowMs: number, random: () => number): MachineRow {
  const signal = signalOf(row, event);
  const transition = signal && transitions[row.state][signal];
  if (!transition) return row;
  const { nextTryAt: _, problem: __, ...rest } = row;
  return effects[transition.effect]({ ...rest, state: transition.to }, event, { nowMs, random });
}

/** Returns what the event means for this row; undefined if it has no effect in any state. */
export function signalOf(row: MachineRow, event: OutboxEvent): Signal | undefined {
  switch (event.type) {
    case "received":
      return filesStillWanted(row, event.filesWanted).length === 0 ? "received-whole" : "received";
    case "file-received":
      if (!row.received) return undefined;
      return row.filesLeft.every((sha256) => sha256 === event.sha256)
        ? "last-file-received"
        : "file-received";
    case "hold-files":
      return row.received ? "hold-files" : undefined;
    case "refused":
      return event.problem.retry === "never" ? "refused-for-good" : "refused-for-now";
    case "try-again":
      if (row.state !== "failed") return "hurry";
      return isDeviceProblem(row.problem) ? "try-again" : undefined;
    case "network-back":
      return waitsForNetwork(row, event.metered) ? "hurry" : undefined;
    default:
      return event.type;
  }
}

type Change = (row: MachineRow, event: OutboxEvent, at: { nowMs: number; random(): number }) => MachineRow;

const effects: Record<Effect, Change> = {
  nothing: (row) => row,
  "forget-files": (row) => ({ ...row, filesLeft: [] }),
  "let-go": ({ withdrawReason: _, ...row }) => ({ ...row, received: true, tries: 0, filesLeft: [] }),
  "note-receipt": (row, event) =>
    event.type === "received"
      ? { ...row, received: true, tries: 0, filesLeft: filesStillWanted(row, event.filesWanted) }
      : row,
  "drop-file": (row, event) =>
    event.type === "file-received"
      ? { ...row, tries: 0, filesLeft: row.filesLeft.filter((sha256) => sha256 !== event.sha256) }
      : row,
  "hold-files": (row, event) => {
    if (event.type !== "hold-files") return row;
    const until = new Date(event.untilMs).toISOString();
    return { ...row, nextTryAt: until, meteredUntil: until };
  },
  "wait-longer": (row, event, { nowMs, random }) => {
    if (event.type !== "refused") return row;
    const tries = row.tries + 1;
    const { problem } = event;
    const nextTryAt = new Date(nowMs + waitMs(tries, random, problem.retryAfterMs)).toISOString();
    return { ...row, tries, problem, nextTryAt };
  },
  "note-problem": (row, event) => (event.type === "refused" ? { ...row, problem: event.problem } : row),
  "keep-reason": (row, event) =>
    event.type === "withdraw" ? { ...row, tries: 0, withdrawReason: event.reason } : row,
};

/** The intake may already have a file from another report. The device can only send files that it has. */
function filesStillWanted({ filesLeft }: OutboxRow, wanted: readonly string[]): string[] {
  return filesLeft.filter((sha256) => wanted.includes(sha256));
}

/** True if the device was refused and not the report. */
function isDeviceProblem(problem: Problem | undefined): boolean {
  const codes = ["not-enrolled", "device-unknown", "device-revoked", "sign-on-again", "proof-invalid"];
  return problem !== undefined && codes.includes(problem.code);
}

function waitsForNetwork({ problem, meteredUntil, nextTryAt }: OutboxRow, metered: boolean): boolean {
  if (problem) return problem.code === "offline" || problem.code === "intake-unreachable";
  return meteredUntil !== undefined && meteredUntil === nextTryAt && !metered;
}
