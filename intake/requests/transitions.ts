/** Transition table of a request: the effect of each event in each state, written out in full. */

import type { RequestState } from "../../utils/shared/contract/request-state.ts";

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

/** Changes to the row besides the state; see `machine.ts`. */
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

/** A problem code refuses the event. A missing entry means that it is noted without a change. */
export type Entry = Transition | "request-over" | "request-changed";

const at = (to: RequestState, effect: Effect): Transition => ({ to, effect });

/** Any answer proves that the platform has the request, even if its sending was never recorded. */
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
  // A failed address may still turn out to have it, and another channel may be used.
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
    // It was being sent when it was withdrawn; recorded, because people must retract it.
    sent: at("withdrawn", "note-sending"),
    "to-queue": "request-over",
    "to-hand": "request-over",
    withdrawn: "request-over",
  },
};
