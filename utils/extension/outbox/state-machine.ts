/** The pure part of the outbox: computes the next row from a row and an event, using the table of transitions. */

import { limits } from "../../shared/contract/limits.ts";
import {
  type OutboxRow,
  type OutboxState,
  outboxState,
  type StoredRow,
} from "../../shared/contract/outbox.ts";
import type { Problem } from "../../shared/contract/problem.ts";
import { exponentialBackoff } from "../../shared/policy/backoff.ts";
import { isDeviceProblem, mayPass } from "../../shared/policy/device-problems.ts";
import { backoffFirstMs, backoffLongestMs } from "../browser/delays.ts";

export type OutboxEvent =
  | { type: "undo-passed" | "undo" | "start" | "interrupted" | "withdrawal-received" | "named" | "forgotten" }
  | { type: "received"; filesWanted: string[] }
  | { type: "file-received"; sha256: string }
  | { type: "hold-files"; untilMs: number }
  | { type: "refused"; problem: Problem }
  /** The person asked for it, or enrolled the browser again. */
  | { type: "try-again" }
  | { type: "network-back"; metered: boolean }
  | { type: "withdraw"; reason: string };

export type MachineRow = StoredRow;

/** Events as a row sees them, more specific than their names. */
export const signals = [
  /** The time of "batalkan" has passed. */
  "undo-passed",
  "undo",
  "start",
  /** The background stopped during sending. The intake is idempotent, so the report is sent again. */
  "interrupted",
  /** The intake stored the report and waits for files. */
  "received",
  "received-whole",
  "file-received",
  "last-file-received",
  /** The network is metered, so the files wait. */
  "hold-files",
  "refused-for-now",
  "refused-for-good",
  /** The intake has the report, and will never take its files. */
  "files-refused",
  /** The person asked, enrolled again, or the network came back: waiting reports are tried at once. */
  "hurry",
  /** It failed only because of the device's enrolment, which may have changed. */
  "try-again",
  "withdraw",
  "withdrawal-received",
  /** The intake lists the report, so only its receipt was lost. */
  "named",
  /** The intake has the report, and devices may keep only its identity and times. */
  "forgotten",
] as const;

export type Signal = (typeof signals)[number];

/** Side effects on the row. */
type Effect =
  | "nothing"
  | "forget-files"
  | "refuse-files"
  | "let-go"
  | "note-receipt"
  | "drop-file"
  | "hold-files"
  | "wait-longer"
  | "note-problem"
  | "keep-reason";

interface Transition {
  to: OutboxState;
  effect: Effect;
}

type Row = Partial<Record<Signal, Transition>>;

function transitionTo(state: OutboxState, effect: Effect = "nothing"): Transition {
  return { to: state, effect };
}

/** For each state, the next state and effect of each signal. An absent cell leaves the row unchanged. */
export const transitions: Record<OutboxState, Row> = {
  held: { "undo-passed": transitionTo("waiting"), undo: transitionTo("undone", "forget-files") },
  waiting: {
    start: transitionTo("sending"),
    hurry: transitionTo("waiting"),
    withdraw: transitionTo("withdrawing", "keep-reason"),
    forgotten: transitionTo("sent", "let-go"),
  },
  sending: {
    interrupted: transitionTo("waiting"),
    received: transitionTo("sending", "note-receipt"),
    "received-whole": transitionTo("sent", "note-receipt"),
    "file-received": transitionTo("sending", "drop-file"),
    "last-file-received": transitionTo("sent", "drop-file"),
    "hold-files": transitionTo("waiting", "hold-files"),
    "refused-for-now": transitionTo("waiting", "wait-longer"),
    "refused-for-good": transitionTo("failed", "note-problem"),
    "files-refused": transitionTo("sent", "refuse-files"),
    forgotten: transitionTo("sent", "let-go"),
  },
  sent: {
    withdraw: transitionTo("withdrawing", "keep-reason"),
    forgotten: transitionTo("sent", "let-go"),
  },
  undone: { named: transitionTo("sent", "let-go") },
  failed: {
    named: transitionTo("sent", "let-go"),
    "try-again": transitionTo("waiting"),
    undo: transitionTo("undone", "forget-files"),
    withdraw: transitionTo("withdrawing", "keep-reason"),
    forgotten: transitionTo("sent", "let-go"),
  },
  withdrawing: {
    hurry: transitionTo("withdrawing"),
    withdraw: transitionTo("withdrawing", "keep-reason"),
    "withdrawal-received": transitionTo("withdrawn"),
    // The reason for the withdrawal still has to be sent.
    forgotten: transitionTo("withdrawing", "forget-files"),
    "refused-for-now": transitionTo("withdrawing", "wait-longer"),
    // If the withdrawal is refused, the report is still at the intake.
    "refused-for-good": transitionTo("sent", "note-problem"),
  },
  withdrawn: { forgotten: transitionTo("withdrawn", "let-go") },
};

/** Returns the states in which at least one of the signals has an effect. */
export function statesAffectedBy(...some: Signal[]): OutboxState[] {
  return outboxState.options.filter((state) => some.some((signal) => transitions[state][signal]));
}

/** Returns the next row; the same row if its state ignores the event. */
export function step(
  row: MachineRow,
  event: OutboxEvent,
  nowMs = Date.now(),
  random = Math.random,
): MachineRow {
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
      return fileSignal(row, event.sha256);
    case "hold-files":
      return row.received ? "hold-files" : undefined;
    case "refused":
      return refusalSignal(row, event.problem);
    // The intake keeps what it has received; the person can only withdraw it.
    case "undo":
    case "withdraw":
      return row.received === (event.type === "withdraw") ? event.type : undefined;
    case "try-again":
      return retrySignal(row);
    case "network-back":
      return waitsForNetwork(row, event.metered) ? "hurry" : undefined;
    default:
      return event.type;
  }
}

function fileSignal({ received, filesLeft }: MachineRow, sha256: string): Signal | undefined {
  if (!received) return undefined;
  return filesLeft.every((file) => file === sha256) ? "last-file-received" : "file-received";
}

function refusalSignal({ state, received }: MachineRow, problem: Problem): Signal {
  if (problem.retry !== "never") return "refused-for-now";
  return received && state === "sending" && !isDeviceProblem(problem) ? "files-refused" : "refused-for-good";
}

/** A report that was refused for good is retried only if that may succeed. */
function retrySignal(row: MachineRow): Signal | undefined {
  if (row.state !== "failed") return "hurry";
  return mayPass(row) ? "try-again" : undefined;
}

/** The fields of all events. */
interface EventFields {
  type: OutboxEvent["type"];
  filesWanted?: string[];
  sha256?: string;
  untilMs?: number;
  problem?: Problem;
  reason?: string;
}

type Change = (row: MachineRow, event: EventFields, at: { nowMs: number; random(): number }) => MachineRow;

/** The intake decided that nobody may keep these files, which is no failure to show. */
const deletingCodes: readonly (string | undefined)[] = ["pixels-not-allowed", "evidence-deleted"];

const effects: Record<Effect, Change> = {
  nothing: (row) => row,
  "forget-files": (row) => ({ ...row, filesLeft: [] }),
  "let-go": ({ withdrawReason: _, ...row }) => ({ ...row, received: true, tries: 0, filesLeft: [] }),
  "refuse-files": (row, { problem }) => ({
    ...row,
    tries: 0,
    filesLeft: [],
    ...(deletingCodes.includes(problem?.code) ? {} : { problem }),
  }),
  "note-receipt": (row, { filesWanted = [] }) => ({
    ...row,
    received: true,
    tries: 0,
    filesLeft: filesStillWanted(row, filesWanted),
  }),
  "drop-file": (row, { sha256 }) => ({
    ...row,
    tries: 0,
    filesLeft: row.filesLeft.filter((left) => left !== sha256),
  }),
  "hold-files": (row, { untilMs = 0 }) => {
    const until = new Date(untilMs).toISOString();
    return { ...row, nextTryAt: until, meteredUntil: until };
  },
  "wait-longer": (row, { problem }, { nowMs, random }) => {
    const tries = row.tries + 1;
    const nextTryAt = new Date(nowMs + waitMs(tries, random, problem?.retryAfterMs)).toISOString();
    return { ...row, tries, problem, nextTryAt };
  },
  "note-problem": (row, { problem }) => ({ ...row, problem }),
  // The files of a report that is taken back are no longer sent.
  "keep-reason": (row, { reason: withdrawReason }) => ({ ...row, tries: 0, filesLeft: [], withdrawReason }),
};

/** The intake may already have a file from another report. The device can only send files that it has. */
function filesStillWanted({ filesLeft }: OutboxRow, wanted: readonly string[]): string[] {
  return filesLeft.filter((sha256) => wanted.includes(sha256));
}

function waitsForNetwork({ problem, meteredUntil, nextTryAt }: OutboxRow, metered: boolean): boolean {
  if (problem) return problem.code === "offline" || problem.code === "intake-unreachable";
  return meteredUntil !== undefined && meteredUntil === nextTryAt && !metered;
}

/** Jitter as a share of the requested wait, added so that devices refused together do not return together. */
const spread = 0.1;

/** The longest possible wait. A later time was written before the clock was set back. */
export const longestWaitMs = Math.round(limits.retryAfterMs * (1 + spread));

/**
 * Exponential backoff with jitter, so that many devices do not retry at the same time. Wait after the
 * given number of failures: doubles up to a cap, with jitter down to half. Never shorter than the intake's
 * Retry-After.
 */
export function waitMs(tries: number, random: () => number, retryAfterMs = 0): number {
  const whole = exponentialBackoff(tries, { firstMs: backoffFirstMs, longestMs: backoffLongestMs });
  const asked = Math.min(limits.retryAfterMs, retryAfterMs) * (1 + random() * spread);
  return Math.round(Math.max(whole * (0.5 + random() / 2), asked));
}
