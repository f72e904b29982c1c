/** The states of a report on this device as a table: for each state, the effect of each signal. */

import { type OutboxState, outboxState } from "../../shared/contract/outbox.ts";

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
  /** The person asked, enrolled again, or the network came back: waiting reports are tried at once. */
  "hurry",
  /** It failed only because of the device's enrolment, which has changed. */
  "try-again",
  "withdraw",
  "withdrawal-received",
  /** The intake has the report, and devices may keep only its identity and times. */
  "forgotten",
] as const;
export type Signal = (typeof signals)[number];

/** Side effects on the row. */
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

/** An undefined cell leaves the row unchanged. */
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
    // The reason for the withdrawal still has to be sent.
    forgotten: to("withdrawing", "forget-files"),
    "refused-for-now": to("withdrawing", "wait-longer"),
    // If the withdrawal is refused, the report is still at the intake.
    "refused-for-good": to("sent", "note-problem"),
  },
  withdrawn: { ...ignored, forgotten: to("withdrawn", "let-go") },
};

/** Returns the states in which at least one of the signals has an effect. */
export function statesHearing(...some: Signal[]): OutboxState[] {
  return outboxState.options.filter((state) => some.some((signal) => transitions[state][signal]));
}
