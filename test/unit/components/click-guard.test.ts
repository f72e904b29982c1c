/** "Send" is believed only after the form was uncovered long enough. */

import { expect, test } from "vitest";
import { createClickGuard } from "../../../components/report/click-guard.ts";

test("waits from the time the form is uncovered", () => {
  const guard = createClickGuard(500);
  expect(guard.waitMs(0)).toBe(Number.POSITIVE_INFINITY);
  guard.seen(true, 1_000);
  expect(guard.waitMs(1_000)).toBe(500);
  expect(guard.waitMs(1_499)).toBe(1);
  expect(guard.waitMs(1_500)).toBe(0);
});

test("being covered restarts the wait, being visible again does not", () => {
  const guard = createClickGuard(500);
  guard.seen(true, 0);
  guard.seen(true, 400);
  expect(guard.waitMs(500)).toBe(0);
  guard.seen(false, 600);
  expect(guard.waitMs(10_000)).toBe(Number.POSITIVE_INFINITY);
  guard.seen(true, 10_000);
  expect(guard.waitMs(10_400)).toBe(100);
});

test("a disturbance restarts the wait, and does not count as uncovering", () => {
  const guard = createClickGuard(500);
  guard.disturbed(0);
  expect(guard.waitMs(5_000)).toBe(Number.POSITIVE_INFINITY);
  guard.seen(true, 5_000);
  guard.disturbed(6_000);
  expect(guard.waitMs(6_100)).toBe(400);
  expect(guard.waitMs(6_500)).toBe(0);
});

test("accepts other input while the form is uncovered, and never right after a disturbance", () => {
  const guard = createClickGuard(500);
  expect(guard.accepts(0)).toBe(false);
  guard.seen(true, 1_000);
  expect(guard.accepts(1_000)).toBe(true);
  guard.disturbed(1_100);
  expect(guard.accepts(1_599)).toBe(false);
  expect(guard.accepts(1_600)).toBe(true);
  guard.seen(false, 2_000);
  expect(guard.accepts(9_000)).toBe(false);
});
