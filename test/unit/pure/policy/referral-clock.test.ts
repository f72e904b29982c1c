/** A referral's clock. */

import { describe, expect, test } from "vitest";
import { referralState } from "../../../../utils/shared/contract/referral-state.ts";
import {
  answerDueAt,
  nextReminderAt,
  type ReferralClockInput,
  referralClock,
} from "../../../../utils/shared/policy/referral-clock.ts";

const hourMs = 3_600_000;
const sentMs = Date.parse("2026-11-25T01:00:00.000Z");
const hours = (count: number) => sentMs + count * hourMs;
const iso = (ms: number) => new Date(ms).toISOString();
const sent: ReferralClockInput = {
  ...{ state: "sent", sentAt: iso(sentMs), dueAt: iso(hours(5 * 24)), acknowledgedAt: iso(hours(1)) },
  ...{ acknowledgeHours: 24, answerDays: 5 },
};

test.each([
  ["just before its answer is due", 5 * 24 * hourMs - 1, "waiting"],
  ["when its answer is due", 5 * 24 * hourMs, "late"],
  ["just before the last reminder's time ends", 15 * 24 * hourMs - 1, "late"],
  ["after the last reminder's time", 15 * 24 * hourMs, "overdue"],
])("%s", (_, afterMs, state) => {
  expect(referralClock(sent, sentMs + afterMs)).toEqual({ state, unacknowledged: false });
});

describe("an acknowledgement", () => {
  const { acknowledgedAt: _, ...silent } = sent;

  test("is missed once its hours are over", () => {
    const missed = (ms: number) => referralClock(silent, ms).unacknowledged;
    expect([missed(hours(24) - 1), missed(hours(24)), missed(hours(999))]).toEqual([false, true, true]);
  });

  test("is not missed after it came, however late", () => {
    expect(referralClock({ ...sent, acknowledgedAt: iso(hours(90)) }, hours(91)).unacknowledged).toBe(false);
  });
});

test("does not run before sending and after the end", () => {
  const none = { state: "none", unacknowledged: false };
  for (const state of referralState.options.filter((name) => name !== "sent"))
    expect(referralClock({ ...sent, state, acknowledgedAt: undefined }, hours(999))).toEqual(none);
  expect(referralClock({ ...sent, sentAt: undefined }, hours(999))).toEqual(none);
  expect(referralClock({ ...sent, dueAt: undefined }, hours(999))).toEqual(none);
});

test("an answer is due after the days of its channel, and so is each of two reminders", () => {
  const at = new Date(sentMs);
  expect(answerDueAt(at, 5)).toEqual(new Date(hours(120)));
  expect([0, 1, 2, 3].map((reminders) => nextReminderAt(at, 5, reminders))).toEqual([
    ...[answerDueAt(at, 5), answerDueAt(at, 5)],
    ...[null, null],
  ]);
});
