/** The line fitted to heap samples, on which the soak figure is based. */

import { expect, test } from "vitest";
import { slopePerMinute } from "../../../bench/soak-line.ts";

const line = (bytes: (minute: number) => number) =>
  Array.from({ length: 24 }, (_, minute) => ({ minute, bytes: bytes(minute) }));

test("a steady gain is its slope, wherever it starts and however it jitters evenly", () => {
  expect(slopePerMinute(line((minute) => 5_000_000 + 70_000 * minute))).toBeCloseTo(70_000);
  const jitter = line((minute) => 70_000 * minute + (minute % 4 < 2 ? 1 : -1) * 10_000);
  expect(slopePerMinute(jitter)).toBeGreaterThan(65_000);
  expect(slopePerMinute(jitter)).toBeLessThan(75_000);
});

test("one sample, or none, gives no line", () => {
  expect(slopePerMinute([{ minute: 1, bytes: 9 }])).toBe(0);
  expect(slopePerMinute([])).toBe(0);
});

test("a heap that falls has a slope below zero", () => {
  expect(slopePerMinute(line((minute) => 9_000_000 - 1_000 * minute))).toBeCloseTo(-1_000);
});
