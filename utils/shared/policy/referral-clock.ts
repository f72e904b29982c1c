/** The clock of a referral: reminders, and when it counts as unanswered. */

import type { ReferralState } from "../contract/referral-state.ts";

/** Reminders before a referral counts as unanswered. */
export const maxReminders = 2;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * `none`: not sent yet, or ended. `waiting`: the answer is not due. `late`: due, reminders follow. `overdue`: the
 * time of the last reminder passed too, so a person must act.
 */
export type ReferralClockState = "none" | "waiting" | "late" | "overdue";

export interface ReferralClock {
  state: ReferralClockState;
  unacknowledged: boolean;
}

export interface ReferralClockInput {
  state: ReferralState;
  sentAt?: string | undefined;
  dueAt?: string | undefined;
  acknowledgedAt?: string | undefined;
  acknowledgeHours: number;
  answerDays: number;
}

export function referralClock(row: ReferralClockInput, nowMs: number): ReferralClock {
  const { state, sentAt, dueAt, acknowledgedAt, acknowledgeHours, answerDays } = row;
  if (state !== "sent" || sentAt === undefined || dueAt === undefined)
    return { state: "none", unacknowledged: false };
  const unacknowledged =
    acknowledgedAt === undefined && nowMs >= Date.parse(sentAt) + acknowledgeHours * hourMs;
  const dueMs = Date.parse(dueAt);
  if (nowMs < dueMs) return { state: "waiting", unacknowledged };
  return { state: nowMs < dueMs + maxReminders * answerDays * dayMs ? "late" : "overdue", unacknowledged };
}

/** When the answer to a letter of this time is due. */
export function answerDueAt(sentAt: Date, answerDays: number): Date {
  return new Date(sentAt.getTime() + answerDays * dayMs);
}

/** When the next reminder is due, after one at `at`. Null after the last. */
export function nextReminderAt(at: Date, answerDays: number, reminders: number): Date | null {
  return reminders < maxReminders ? answerDueAt(at, answerDays) : null;
}
