/** Pure state machine of a request: row and event give the changes, by the transition table. */

import type {
  ItemOutcome,
  LetterKind,
  RequestAct,
  RequestState,
} from "../../utils/shared/contract/request-state.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { afterAnswer } from "./next-check.ts";

export interface ItemRow extends Omit<ItemChange, "outcomeAt"> {
  outcomeAt: Date | null;
  /** Time at which the platform first claimed to have acted, if it has claimed something else since. */
  actedAt?: Date | undefined;
  /** True if a check refutes this answer about it. */
  isRefuted?: ((answer: Pick<ItemChange, "outcome" | "outcomeAt">) => boolean) | undefined;
}

/** The columns of `requests` and `request_items` that the machine needs. */
export interface RequestRow {
  state: RequestState;
  /** Null if the platform has no limit. */
  hours: number | null;
  sentAt: Date | null;
  dueAt: Date | null;
  deliveredAt: Date | null;
  acknowledgedAt: Date | null;
  answeredAt: Date | null;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
  reprimands: number;
  reprimandedAt: Date | null;
  items: readonly ItemRow[];
}

export interface ItemAnswer {
  place: number;
  outcome: Exclude<ItemOutcome, "pending">;
  note?: string | undefined;
}

type Signal =
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

/** Changes to the row besides the state. */
type Effect =
  | "nothing"
  | "start-clock"
  | "void-clock"
  | "note-sending"
  | "note-delivery"
  | "note-receipt"
  | "note-answers"
  | "end";

interface Transition {
  to: RequestState;
  effect: Effect;
}

/** A problem code refuses the event. A missing entry means that it is noted without a change. */
type Entry = Transition | "request-over" | "request-changed";

const at = (to: RequestState, effect: Effect): Transition => ({ to, effect });

/** Any answer proves that the platform has the request, even if its sending was never recorded. */
const platformAnswers = {
  delivered: at("sent", "note-delivery"),
  acknowledged: at("sent", "note-receipt"),
  "some-answered": at("sent", "note-answers"),
  "all-answered": at("answered", "note-answers"),
} as const;

const beforeSending: Partial<Record<Signal, Entry>> = {
  ...platformAnswers,
  sent: at("sent", "start-clock"),
  "send-failed": at("undelivered", "nothing"),
  "to-queue": at("queued", "nothing"),
  "to-hand": at("by-hand", "nothing"),
  withdrawn: at("withdrawn", "end"),
};

/** Transition table of a request: the effect of each event in each state, written out in full. */
const transitions: Record<RequestState, Partial<Record<Signal, Entry>>> = {
  queued: beforeSending,
  "by-hand": beforeSending,
  // A failed address may still turn out to have it, and another channel may be used.
  undelivered: beforeSending,
  sent: {
    ...platformAnswers,
    bounced: at("undelivered", "void-clock"),
    "to-queue": "request-changed",
    "to-hand": "request-changed",
    withdrawn: at("withdrawn", "end"),
  },
  answered: {
    // It may be entered after an answer that came later.
    acknowledged: at("answered", "note-receipt"),
    // The new answer was refuted before it was recorded.
    "some-answered": at("sent", "note-answers"),
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

/** `at` is when it happened, as far as the intake knows. */
export type RequestEvent =
  | { type: "sent" | "send-failed" | "delivered" | "acknowledged"; at: Date }
  /** `keepsClock`: it came after the limit, or something shows that the letter arrived. */
  | { type: "bounced"; at: Date; keepsClock?: boolean }
  | { type: "channel-changed"; at: Date; byHand: boolean }
  | { type: "items"; at: Date; items: readonly ItemAnswer[] }
  /** Without a person's reason, the cause is a reversed decision. */
  | { type: "withdrawn"; at: Date; reason?: string };

export interface ItemChange {
  place: number;
  outcome: ItemOutcome;
  outcomeAt: Date;
  outcomeNote: string | null;
  /** Time of the next outcome check; null if none is needed. */
  checkAt: Date | null;
}

export interface RequestChange {
  /** Name of the event in the request's events. */
  act: RequestAct;
  /** Recorded without changing the state. */
  noted: boolean;
  /** Changed columns of the request; empty if only noted. */
  row: Partial<Omit<RequestRow, "items" | "hours">>;
  items: ItemChange[];
}

const hourMs = 3_600_000;
const acts = { items: "answered" } as const;

/** Problem: `invalid-input` for an item that the letter does not have, or a time before sending. */
export function applyEvent(row: RequestRow, event: RequestEvent): Result<RequestChange> {
  const act: RequestAct = event.type === "items" ? acts.items : event.type;
  const wrong = event.type === "items" ? findWrongItems(row, event.items) : undefined;
  if (wrong !== undefined) return fail("invalid-input", wrong);
  if (isBeforeSending(row, event)) return fail("invalid-input", "at: is before the request was sent");
  const entry = transitions[row.state][signalOf(row, event)];
  if (typeof entry === "string") return fail(entry, row.state);
  if (!entry || isTooLate(row, event)) return ok({ act, noted: true, row: {}, items: [] });
  const changed = { ...effects[entry.effect](row, event), state: entry.to };
  const items = event.type === "items" ? event.items.map((said) => toChange(row, said, event.at)) : [];
  return ok({ act, noted: false, row: changed, items });
}

/** After an acknowledgement, a bounce from another address changes nothing; after an answer, no later acknowledgement. */
function isTooLate({ state, acknowledgedAt }: RequestRow, { type, at }: RequestEvent): boolean {
  if (acknowledgedAt === null) return false;
  return type === "bounced" || (type === "acknowledged" && state === "answered" && at >= acknowledgedAt);
}

function signalOf(row: RequestRow, event: RequestEvent): Signal {
  if (event.type === "channel-changed") return event.byHand ? "to-hand" : "to-queue";
  if (event.type !== "items") return event.type;
  const said = new Map(event.items.map((answer) => [answer.place, toChange(row, answer, event.at)]));
  const isAll = row.items.every((item) => isAnswered(item, said.get(item.place) ?? item));
  return isAll ? "all-answered" : "some-answered";
}

function isAnswered({ isRefuted }: ItemRow, { outcome, outcomeAt }: Pick<ItemRow, "outcome" | "outcomeAt">) {
  if (outcome === "pending") return false;
  return outcomeAt === null || !isRefuted?.({ outcome, outcomeAt });
}

function findWrongItems(row: RequestRow, answers: readonly ItemAnswer[]): string | undefined {
  const places = answers.map(({ place }) => place);
  if (places.length === 0) return "items: names none";
  if (new Set(places).size < places.length) return "items: names one twice";
  const unknown = places.find((place) => row.items.every((item) => item.place !== place));
  return unknown === undefined ? undefined : `items: has no item ${unknown}`;
}

function isBeforeSending({ sentAt }: RequestRow, { type, at }: RequestEvent): boolean {
  const isOfPlatform = type === "delivered" || type === "acknowledged" || type === "items";
  return isOfPlatform && sentAt !== null && at < sentAt;
}

type Columns = RequestChange["row"];

/** The order of entry does not matter. */
function earlier(one: Date | null, other: Date): Date {
  return one && one < other ? one : other;
}

function startClock(row: RequestRow, transition: Date): Columns {
  if (row.sentAt) return {};
  return {
    sentAt: transition,
    dueAt: row.hours === null ? null : new Date(transition.getTime() + row.hours * hourMs),
  };
}

const effects: Record<Effect, (row: RequestRow, event: RequestEvent) => Columns> = {
  nothing: () => ({}),
  "start-clock": (row, { at }) => startClock(row, at),
  // Reprimands for a request that never arrived do not count.
  "void-clock": (_, event) =>
    event.type === "bounced" && event.keepsClock
      ? {}
      : { sentAt: null, dueAt: null, deliveredAt: null, reprimands: 0, reprimandedAt: null },
  "note-sending": (row, { at }) => ({ sentAt: row.sentAt ?? at }),
  "note-delivery": (row, { at }) => ({ ...startClock(row, at), deliveredAt: row.deliveredAt ?? at }),
  "note-receipt": (row, { at }) => ({
    ...startClock(row, at),
    acknowledgedAt: earlier(row.acknowledgedAt, at),
  }),
  // An answer for some items proves that the platform reads the request.
  "note-answers": (row, event) => {
    const { at } = event;
    const isWhole = signalOf(row, event) === "all-answered";
    return {
      ...startClock(row, at),
      acknowledgedAt: earlier(row.acknowledgedAt, at),
      ...(isWhole ? { answeredAt: row.answeredAt ?? at } : {}),
    };
  },
  end: (_, event) => ({
    withdrawnAt: event.at,
    withdrawnReason: event.type === "withdrawn" ? (event.reason ?? null) : null,
  }),
};

/**
 * An answer that is said again is the same answer: it keeps its time and its check. A platform acted when it first said
 * so, whatever it said since; otherwise one act would count in two months.
 */
function toChange(row: RequestRow, { place, outcome, note }: ItemAnswer, at: Date): ItemChange {
  const before = row.items.find((item) => item.place === place);
  const isAgain = before?.outcome === outcome;
  const earlier = isAgain ? before.outcomeAt : outcome === "acted" ? before?.actedAt : undefined;
  const isEarlier = earlier && (outcome !== "acted" || earlier < at);
  return {
    place,
    outcome,
    outcomeAt: isEarlier ? earlier : at,
    outcomeNote: note ?? (isAgain ? before.outcomeNote : null),
    checkAt: isAgain ? before.checkAt : afterAnswer({ at, outcome }),
  };
}

/**
 * Decides whether a letter should still be sent; checked right before sending. A reprimand needs a
 * platform that has the request and has not answered.
 */
export function isLetterWanted(letter: LetterKind, state: RequestState): boolean {
  if (letter !== "request") return state === "sent";
  return state !== "withdrawn" && state !== "answered";
}
