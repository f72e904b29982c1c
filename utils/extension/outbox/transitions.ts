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

function transitionTo(state: OutboxState, effect: Effect = "nothing"): Transition {
  return { to: state, effect };
}

/** An undefined cell leaves the row unchanged. */
export const transitions: Record<OutboxState, Row> = {
  held: { ...ignored, "undo-passed": transitionTo("waiting"), undo: transitionTo("undone", "forget-files") },
  waiting: {
    ...ignored,
    start: transitionTo("sending"),
    hurry: transitionTo("waiting"),
    forgotten: transitionTo("sent", "let-go"),
  },
  sending: {
    ...ignored,
    interrupted: transitionTo("waiting"),
    received: transitionTo("sending", "note-receipt"),
    "received-whole": transitionTo("sent", "note-receipt"),
    "file-received": transitionTo("sending", "drop-file"),
    "last-file-received": transitionTo("sent", "drop-file"),
    "hold-files": transitionTo("waiting", "hold-files"),
    "refused-for-now": transitionTo("waiting", "wait-longer"),
    "refused-for-good": transitionTo("failed", "note-problem"),
    forgotten: transitionTo("sent", "let-go"),
  },
  sent: {
    ...ignored,
    withdraw: transitionTo("withdrawing", "keep-reason"),
    forgotten: transitionTo("sent", "let-go"),
  },
  undone: ignored,
  failed: { ...ignored, "try-again": transitionTo("waiting"), forgotten: transitionTo("sent", "let-go") },
  withdrawing: {
    ...ignored,
    hurry: transitionTo("withdrawing"),
    withdraw: transitionTo("withdrawing", "keep-reason"),
    "withdrawal-received": transitionTo("withdrawn"),
    // The reason for the withdrawal still has to be sent.
    forgotten: transitionTo("withdrawing", "forget-files"),
    "refused-for-now": transitionTo("withdrawing", "wait-longer"),
    // If the withdrawal is refused, the report is still at the intake.
    "refused-for-good": transitionTo("sent", "note-problem"),
  },
  withdrawn: { ...ignored, forgotten: transitionTo("withdrawn", "let-go") },
};

/** Returns the states in which at least one of the signals has an effect. */
export function statesAffectedBy(...some: Signal[]): OutboxState[] {
  return outboxState.options.filter((state) => some.some((signal) => transitions[state][signal]));
}
