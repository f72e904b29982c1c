/** The states of a request as a table: what each event does in each state, written out so that nothing is left to chance. */

import type { RequestState } from "../../utils/contract/request-state.ts";

export type Signal =
  | "sent"
  | "send-failed"
  | "bounced"
  | "to-queue"
  | "to-hand"
  | "delivered"
  | "acknowledged"
  | "some-answered"
  | "all-answered"
  | "withdrawn";

/** What becomes of the row beside its state; `machine.ts` says how. */
export type Effect =
  | "nothing"
  | "start-clock"
  | "void-clock"
  | "note-sending"
  | "note-delivery"
  | "note-receipt"
  | "note-answers"
  | "end";

export interface Transition {
  to: RequestState;
  effect: Effect;
}

/** `request-over`, `request-changed`: the event is refused with it. Absent: it is noted, and changes nothing. */
export type Entry = Transition | "request-over" | "request-changed";

const at = (to: RequestState, effect: Effect): Transition => ({ to, effect });

/** Whatever the platform says of a request proves that it has it, even where nobody noted that it was sent. */
const heardOf = {
  delivered: at("sent", "note-delivery"),
  acknowledged: at("sent", "note-receipt"),
  "some-answered": at("sent", "note-answers"),
  "all-answered": at("answered", "note-answers"),
} as const;

const waiting: Partial<Record<Signal, Entry>> = {
  ...heardOf,
  sent: at("sent", "start-clock"),
  "send-failed": at("undelivered", "nothing"),
  "to-queue": at("queued", "nothing"),
  "to-hand": at("by-hand", "nothing"),
  withdrawn: at("withdrawn", "end"),
};

export const transitions: Record<RequestState, Partial<Record<Signal, Entry>>> = {
  queued: waiting,
  "by-hand": waiting,
  // An address that was tried in vain may yet turn out to have it, and another channel is another chance.
  undelivered: waiting,
  sent: {
    ...heardOf,
    bounced: at("undelivered", "void-clock"),
    "to-queue": "request-changed",
    "to-hand": "request-changed",
    withdrawn: at("withdrawn", "end"),
  },
  answered: {
    "some-answered": at("answered", "note-answers"),
    "all-answered": at("answered", "note-answers"),
    "to-queue": "request-over",
    "to-hand": "request-over",
    withdrawn: "request-over",
  },
  withdrawn: {
    // It was on its way when it was withdrawn: whoever takes it back has to know that it went out.
    sent: at("withdrawn", "note-sending"),
    "to-queue": "request-over",
    "to-hand": "request-over",
    withdrawn: "request-over",
  },
};
