/** The life of a report on this device as a table: for each state, what each signal makes of it. */

import { type OutboxState, outboxState } from "../contract/outbox.ts";

/** An event as it matters for a row: what it means there beyond its name. */
export const signals = [
  /** The time of "batalkan" is over. */
  "undo-passed",
  "undo",
  "start",
  /** The background died while sending; the intake is idempotent, so it is simply tried again. */
  "interrupted",
  /** The intake said that the report is durable, and waits for files. */
  "received",
  "received-whole",
  "file-received",
  "last-file-received",
  /** The network counts every byte: the files wait. */
  "hold-files",
  "refused-for-now",
  "refused-for-good",
  /** The person asked, enrolled again, or the network came back: what waits need not. */
  "hurry",
  /** It failed only because of who sent it, and that has changed. */
  "try-again",
  "withdraw",
  "withdrawal-received",
  /** The intake has it, and wants nobody to keep more of it than identity and times. */
  "forgotten",
] as const;
export type Signal = (typeof signals)[number];

/** What else happens to the row. */
export type Effect =
  | "nothing"
  | "forget-files"
  | "let-go"
  | "note-receipt"
  | "drop-file"
  | "hold-files"
  | "wait-longer"
  | "note-problem"
  | "keep-reason";

export interface Transition {
  to: OutboxState;
  effect: Effect;
}

type Row = Record<Signal, Transition | undefined>;

const ignored = Object.fromEntries(signals.map((signal) => [signal, undefined])) as Row;

function to(state: OutboxState, effect: Effect = "nothing"): Transition {
  return { to: state, effect };
}

/** Where a cell is undefined, the row stays exactly as it is. */
export const transitions: Record<OutboxState, Row> = {
  held: { ...ignored, "undo-passed": to("waiting"), undo: to("undone", "forget-files") },
  waiting: { ...ignored, start: to("sending"), hurry: to("waiting"), forgotten: to("sent", "let-go") },
  sending: {
    ...ignored,
    interrupted: to("waiting"),
    received: to("sending", "note-receipt"),
    "received-whole": to("sent", "note-receipt"),
    "file-received": to("sending", "drop-file"),
    "last-file-received": to("sent", "drop-file"),
    "hold-files": to("waiting", "hold-files"),
    "refused-for-now": to("waiting", "wait-longer"),
    "refused-for-good": to("failed", "note-problem"),
    forgotten: to("sent", "let-go"),
  },
  sent: { ...ignored, withdraw: to("withdrawing", "keep-reason"), forgotten: to("sent", "let-go") },
  undone: ignored,
  failed: { ...ignored, "try-again": to("waiting"), forgotten: to("sent", "let-go") },
  withdrawing: {
    ...ignored,
    hurry: to("withdrawing"),
    withdraw: to("withdrawing", "keep-reason"),
    "withdrawal-received": to("withdrawn"),
    // The reason for it still has to go.
    forgotten: to("withdrawing", "forget-files"),
    "refused-for-now": to("withdrawing", "wait-longer"),
    // A withdrawal that is refused leaves the report where it was: at the intake.
    "refused-for-good": to("sent", "note-problem"),
  },
  withdrawn: { ...ignored, forgotten: to("withdrawn", "let-go") },
};

/** The states in which one of these signals means anything. */
export function statesHearing(...some: Signal[]): OutboxState[] {
  return outboxState.options.filter((state) => some.some((signal) => transitions[state][signal]));
}
