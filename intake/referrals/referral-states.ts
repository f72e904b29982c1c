/** Pure state machine of a referral: row and event give the changes, by the transition table. */

import type {
  ReferralAct,
  ReferralOutcome,
  ReferralState,
} from "../../utils/shared/contract/referral-state.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { answerDueAt, nextReminderAt } from "../../utils/shared/policy/referral-clock.ts";

/** The columns of `referrals` that the machine changes. */
export interface ReferralColumns {
  state: ReferralState;
  sentAt: Date | null;
  dueAt: Date | null;
  remindAt: Date | null;
  reminders: number;
  deliveredAt: Date | null;
  acknowledgedAt: Date | null;
  answeredAt: Date | null;
  outcome: ReferralOutcome | null;
  outcomeNote: string | null;
  closedAt: Date | null;
  closedReason: string | null;
  withdrawnAt: Date | null;
}

export interface ReferralRow extends ReferralColumns {
  answerDays: number;
}

/** `at` is when it happened, as far as the intake knows. */
export type ReferralEvent =
  | {
      type: "sent" | "send-failed" | "delivered" | "acknowledged" | "answered-elsewhere" | "reminded";
      at: Date;
    }
  /** `keepsClock`: it came so late that the limit had passed. */
  | { type: "bounced"; at: Date; keepsClock?: boolean }
  | { type: "channel-changed"; at: Date; byHand: boolean }
  | { type: "answered"; at: Date; outcome: ReferralOutcome; note?: string | undefined }
  | { type: "closed"; at: Date; reason: string }
  | { type: "withdrawn"; at: Date };

type Columns = Partial<ReferralColumns>;
type Effect = (row: ReferralRow, event: ReferralEvent) => Columns;
interface Transition {
  to: ReferralState;
  effect: Effect;
}
/** A problem code refuses the event. A missing entry means that it is noted without a change. */
type Entry = Transition | "referral-over" | "referral-changed";
type Signal = Exclude<ReferralEvent["type"], "channel-changed"> | "to-queue" | "to-hand";

const to = (state: ReferralState, effect: Effect = () => ({})): Transition => ({ to: state, effect });

const startClock: Effect = (row, { at }) => {
  if (row.sentAt) return {};
  const dueAt = answerDueAt(at, row.answerDays);
  return { sentAt: at, dueAt, remindAt: dueAt };
};
/** A bounce can come after the limit and keep the clock. The partner is not reminded of a letter that it just received. */
const sendAgain: Effect = (row, event) =>
  row.sentAt && row.remindAt ? { remindAt: answerDueAt(event.at, row.answerDays) } : startClock(row, event);
const voidClock: Effect = (_, event) =>
  event.type === "bounced" && event.keepsClock
    ? {}
    : { sentAt: null, dueAt: null, remindAt: null, reminders: 0, deliveredAt: null };
const noteDelivery: Effect = (row, event) => ({
  ...startClock(row, event),
  deliveredAt: row.deliveredAt ?? event.at,
});
const noteReceipt: Effect = (row, event) => ({
  ...startClock(row, event),
  acknowledgedAt: row.acknowledgedAt ?? event.at,
});
const noteAnswer: Effect = (row, event) =>
  event.type === "answered"
    ? {
        ...noteReceipt(row, event),
        remindAt: null,
        answeredAt: event.at,
        outcome: event.outcome,
        outcomeNote: event.note ?? null,
      }
    : {};
const countReminder: Effect = ({ answerDays, reminders }, { at }) => ({
  reminders: reminders + 1,
  remindAt: nextReminderAt(at, answerDays, reminders + 1),
});
const close: Effect = (_, event) =>
  event.type === "closed" ? { closedAt: event.at, closedReason: event.reason, remindAt: null } : {};
const withdraw: Effect = (_, { at }) => ({ withdrawnAt: at, remindAt: null });

/** An answer proves that the partner has the letter, even if its sending was never recorded. */
const fromPartner = {
  delivered: to("sent", noteDelivery),
  acknowledged: to("sent", noteReceipt),
  answered: to("answered", noteAnswer),
} as const;

const beforeSending: Partial<Record<Signal, Entry>> = {
  ...fromPartner,
  sent: to("sent", sendAgain),
  "send-failed": to("undelivered"),
  "to-queue": to("queued"),
  "to-hand": to("by-hand"),
  closed: to("closed", close),
  withdrawn: to("withdrawn", withdraw),
};

const isOver = { "to-queue": "referral-over", "to-hand": "referral-over", closed: "referral-over" } as const;

const transitions: Record<ReferralState, Partial<Record<Signal, Entry>>> = {
  queued: beforeSending,
  "by-hand": beforeSending,
  undelivered: beforeSending,
  sent: {
    ...fromPartner,
    bounced: to("undelivered", voidClock),
    reminded: to("sent", countReminder),
    "to-queue": "referral-changed",
    "to-hand": "referral-changed",
    closed: to("closed", close),
    withdrawn: to("withdrawn", withdraw),
  },
  // The first valid answer counts; later ones are noted.
  answered: { ...isOver, withdrawn: to("withdrawn", withdraw) },
  // A late answer still counts.
  closed: { ...isOver, answered: to("answered", noteAnswer), withdrawn: to("withdrawn", withdraw) },
  withdrawn: {
    ...isOver,
    // It was being sent when it was withdrawn.
    sent: to("withdrawn", (row, { at }) => ({ sentAt: row.sentAt ?? at })),
  },
};

export interface ReferralChange {
  act: ReferralAct;
  /** Recorded without changing the state. */
  noted: boolean;
  row: Columns;
}

/** Problems: `referral-over`, `referral-changed`, or `invalid-input` for a time before sending. */
export function applyReferralEvent(row: ReferralRow, event: ReferralEvent): Result<ReferralChange> {
  const isOfPartner =
    event.type === "delivered" || event.type === "acknowledged" || event.type === "answered";
  if (isOfPartner && row.sentAt && event.at < row.sentAt)
    return fail("invalid-input", "at: is before the referral was sent");
  const entry = transitions[row.state][signalOf(event)];
  if (typeof entry === "string") return fail(entry, row.state);
  // After an acknowledgement, a bounce from another address changes nothing.
  const isLate = event.type === "bounced" && row.acknowledgedAt !== null;
  if (!entry || isLate) return ok({ act: event.type, noted: true, row: {} });
  return ok({ act: event.type, noted: false, row: { ...entry.effect(row, event), state: entry.to } });
}

function signalOf(event: ReferralEvent): Signal {
  if (event.type !== "channel-changed") return event.type;
  return event.byHand ? "to-hand" : "to-queue";
}

export const openReferralStates = [
  "queued",
  "by-hand",
  "sent",
  "undelivered",
] as const satisfies ReferralState[];

/** True until a letter of the referral is known to have left. */
export function isUnsent({ state, sentAt }: Pick<ReferralColumns, "state" | "sentAt">): boolean {
  const isOpen = openReferralStates.some((open) => open === state);
  return isOpen && sentAt === null;
}

/** Columns of a new referral. */
export function newReferralColumns(byHand: boolean): ReferralColumns {
  return {
    state: byHand ? "by-hand" : "queued",
    sentAt: null,
    dueAt: null,
    remindAt: null,
    reminders: 0,
    deliveredAt: null,
    acknowledgedAt: null,
    answeredAt: null,
    outcome: null,
    outcomeNote: null,
    closedAt: null,
    closedReason: null,
    withdrawnAt: null,
  };
}

/**
 * Decides whether a letter should still be sent; checked right before sending. A withdrawal goes in any case.
 */
export function isReferralLetterWanted(
  letter: "referral" | "reminder" | "withdrawal",
  state: ReferralState,
): boolean {
  if (letter === "withdrawal") return true;
  if (letter === "reminder") return state === "sent";
  return state === "queued" || state === "by-hand" || state === "undelivered";
}

/** True if the partner may have the letter and must therefore be notified of a reversal. */
export function mayHaveArrived({ sentAt, acknowledgedAt, answeredAt }: ReferralColumns): boolean {
  return sentAt !== null || acknowledgedAt !== null || answeredAt !== null;
}
