/** A request's clock: a table of its states, and arithmetic independent of calendars. */

import { afterAll, describe, expect, test } from "vitest";
import { dateTime, zoneName } from "../../../../utils/shared/i18n/time.ts";
import { type ClockInput, clockOf } from "../../../../utils/shared/policy/request-clock.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const hourMs = 3_600_000;
const sentMs = Date.parse("2026-11-25T01:00:00.000Z");
const iso = (ms: number) => new Date(ms).toISOString();
const at = (hours: number) => sentMs + hours * hourMs;

const sent = (more: Partial<ClockInput> = {}): ClockInput => ({
  ...{ kind: "order", state: "sent", hours: 24, sentAt: iso(sentMs), dueAt: iso(at(24)) },
  ...{ acknowledgeHours: 4, reprimands: 0, acknowledgedAt: iso(at(1)) },
  ...more,
});
const urgent = sent({ hours: 4, dueAt: iso(at(4)) });
const warned = (reprimands: number, reprimandedAt: number) =>
  sent({ reprimands, reprimandedAt: iso(at(reprimandedAt)) });

test.each<[string, ClockInput, number, object]>([
  [
    "waits for its channel",
    sent({ state: "queued", sentAt: undefined, dueAt: undefined }),
    9,
    { state: "not-sent" },
  ],
  [
    "to be brought",
    sent({ state: "by-hand", sentAt: undefined, dueAt: undefined }),
    9,
    { state: "not-sent" },
  ],
  ["came back", sent({ state: "undelivered", sentAt: undefined, dueAt: undefined }), 99, { state: "void" }],
  ["withdrawn", sent({ state: "withdrawn" }), 99, { state: "void" }],
  ["answered late", sent({ state: "answered" }), 99, { state: "answered" }],
  ["its decisions reversed", sent({ reversed: true, acknowledgedAt: undefined }), 99, { state: "reversed" }],
  ["found as asked by a check", sent({ provenAt: iso(at(2)) }), 99, { state: "proven" }],
  ["reversed, and answered since", sent({ reversed: true, state: "answered" }), 99, { state: "answered" }],
  ["no limit", sent({ hours: undefined, dueAt: undefined }), 999, { state: "none" }],
  ["no limit, though a day is named", sent({ hours: undefined }), 999, { state: "none" }],
  ["a limit without its day", sent({ dueAt: undefined }), 999, { state: "none" }],
  ["waits for another channel", sent({ state: "queued" }), 99, { state: "not-sent" }],
  ["sent, nobody knows when", sent({ sentAt: undefined }), 99, { state: "not-sent" }],
  ["just sent", sent(), 0, { state: "running", leftMs: 24 * hourMs, nextAt: iso(at(18)) }],
  ["before the warning", sent(), 17.999, { state: "running" }],
  ["a quarter left", sent(), 18, { state: "warning", nextAt: iso(at(24)) }],
  ["an hour of four left", urgent, 3, { state: "warning" }],
  ["at the limit", sent(), 24, { state: "over", leftMs: 0, proposes: "st1" }],
  ["the first was sent", warned(1, 30), 53.9, { state: "over", nextAt: iso(at(54)) }],
  ["one limit after the first", warned(1, 30), 54, { state: "over", proposes: "st2" }],
  ["one limit after the second", warned(2, 60), 84, { state: "over", proposes: "st3" }],
])("%s", (_, row, hours, expected) => {
  const { unacknowledged, dueAt: _due, ...clock } = clockOf(row, at(hours));
  expect(clock).toMatchObject(expected);
  if (!("proposes" in expected)) expect(clock).not.toHaveProperty("proposes");
  expect(unacknowledged).toBe(false);
});

test("proposes nothing after the third, and changes nothing automatically any more", () => {
  expect(clockOf(warned(3, 90), at(500))).not.toHaveProperty("proposes");
  expect(clockOf(warned(3, 90), at(500))).not.toHaveProperty("nextAt");
});

test("a restoration has a clock, and no reprimands", () => {
  const clock = clockOf(sent({ kind: "restore" }), at(40));
  expect(clock).toMatchObject({ state: "over" });
  expect(clock).not.toHaveProperty("proposes");
});

test("flags a person who does not confirm in time that the letter arrived, with a limit or without", () => {
  const silent = sent({ acknowledgedAt: undefined });
  expect(clockOf(silent, at(3.99))).toMatchObject({ unacknowledged: false, nextAt: iso(at(4)) });
  expect(clockOf(silent, at(4))).toMatchObject({ unacknowledged: true, state: "running" });
  expect(clockOf({ ...silent, hours: undefined, dueAt: undefined }, at(4)).unacknowledged).toBe(true);
  expect(clockOf({ ...silent, state: "answered" }, at(90)).unacknowledged).toBe(false);
});

/** Around ends of years, leap days, and the days on which other countries turn their clocks. */
const instant = fc
  .tuple(
    fc.constantFrom(
      "2027-12-31",
      "2028-02-28",
      "2028-02-29",
      "2027-02-28",
      "2100-02-28",
      "2027-03-14",
      "2027-10-31",
    ),
    fc.integer({ min: 0, max: 2 * 24 * 60 * 60 * 1000 }),
  )
  .map(([day, ms]) => Date.parse(`${day}T00:00:00.000Z`) + ms);

/** Most of them around the limit. */
const later = fc.oneof(fc.integer({ min: 0, max: 30 * hourMs }), fc.integer({ min: 0, max: 200 * hourMs }));

const clocked = fc
  .record({
    sent: instant,
    hours: fc.constantFrom(4, 24),
    acknowledgeHours: fc.integer({ min: 1, max: 72 }),
    acknowledged: fc.boolean(),
    steps: fc.array(fc.integer({ min: 0, max: 30 * hourMs }), { maxLength: 3 }),
  })
  .map(
    ({ sent: from, hours, acknowledgeHours, acknowledged, steps }): { row: ClockInput; fromMs: number } => {
      const due = from + hours * hourMs;
      const last = steps.reduce((ms, step, index) => ms + (index === 0 ? 0 : hours * hourMs) + step, due);
      return {
        fromMs: from,
        row: {
          ...{ kind: "order", state: "sent", hours, sentAt: iso(from), dueAt: iso(due), acknowledgeHours },
          ...(acknowledged ? { acknowledgedAt: iso(from) } : {}),
          ...{ reprimands: steps.length },
          ...(steps.length > 0 ? { reprimandedAt: iso(last) } : {}),
        },
      };
    },
  );

const zones = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "America/New_York", "Pacific/Apia"];
const zoneBefore = process.env.TZ;
afterAll(() => {
  if (zoneBefore === undefined) delete process.env.TZ;
  else process.env.TZ = zoneBefore;
});

describe("on any day", () => {
  test("the limit is a number of hours, equal on every machine", () => {
    fc.assert(
      fc.property(clocked, later, ({ row, fromMs }, passedMs) => {
        const nowMs = fromMs + passedMs;
        const said = zones.map((zone) => {
          process.env.TZ = zone;
          return JSON.stringify(clockOf(row, nowMs));
        });
        expect(new Set(said).size).toBe(1);
        const clock = clockOf(row, nowMs);
        expect(clock.leftMs).toBe((row.hours ?? 0) * hourMs - passedMs);
        const share = (clock.leftMs ?? 0) / ((row.hours ?? 1) * hourMs);
        expect(clock.state).toBe(share <= 0 ? "over" : share <= 0.25 ? "warning" : "running");
      }),
    );
  });

  test("the state changes exactly at the time that it names", () => {
    const seen = (row: ClockInput, ms: number) => {
      const { leftMs: _left, nextAt: _next, ...rest } = clockOf(row, ms);
      return rest;
    };
    fc.assert(
      fc.property(clocked, later, ({ row, fromMs }, passedMs) => {
        const nowMs = fromMs + passedMs;
        const { nextAt } = clockOf(row, nowMs);
        if (nextAt === undefined) {
          expect(seen(row, nowMs + 9_999 * hourMs)).toEqual(seen(row, nowMs));
          return;
        }
        const nextMs = Date.parse(nextAt);
        expect(nextMs).toBeGreaterThan(nowMs);
        expect(seen(row, nextMs - 1)).toEqual(seen(row, nowMs));
        expect(seen(row, nextMs)).not.toEqual(seen(row, nowMs));
      }),
    );
  });
});

test.each([
  [420, "WIB", "1 Mar 2028, 00.30 WIB"],
  [480, "WITA", "1 Mar 2028, 01.30 WITA"],
  [540, "WIT", "1 Mar 2028, 02.30 WIT"],
])("an offset of %i minutes is %s, across a leap day too", (minutes, name, words) => {
  expect(zoneName(minutes)).toBe(name);
  expect(dateTime("id", "2028-02-29T17:30:00.000Z", minutes)).toBe(words);
});
