/** Steps of time, months of Jakarta's, and what the board makes of what was counted. */

import { describe, expect, test } from "vitest";
import { firstNeeded, judgeAll, subReasonsIn } from "../../../../intake/statistics/commitments.ts";
import type { CategoryCode } from "../../../../utils/shared/contract/category.ts";
import { type Figures, figures, type MonthFigures } from "../../../../utils/shared/contract/figures.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";
import {
  addCount,
  addStep,
  addSubReason,
  countOf,
  emptyFigures,
  sumFigures,
} from "../../../../utils/shared/policy/add-figures.ts";
import { commitments } from "../../../../utils/shared/policy/commitments.ts";
import {
  endOfMonth,
  finalAt,
  monthLater,
  monthOf,
  monthsFrom,
  quarterOf,
  startOfMonth,
} from "../../../../utils/shared/policy/jakarta-months.ts";
import {
  countSteps,
  medianOf,
  minutesBetween,
  stepEnds,
  stepOf,
} from "../../../../utils/shared/policy/time-histograms.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const times = fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 60 });

function stepsOf(minutes: readonly number[]): Figures {
  const sum = emptyFigures();
  for (const value of minutes) addStep(sum, "action", stepOf(value), 1);
  return sum;
}

describe("times in steps", () => {
  test("a median is off by an eighth at most, however the times were spread over months", () => {
    fc.assert(
      fc.property(times, fc.nat(59), (minutes, cut) => {
        const sum = sumFigures([stepsOf(minutes.slice(0, cut)), stepsOf(minutes.slice(cut))]);
        expect(figures.safeParse(sum).success).toBe(true);
        const sorted = [...minutes].sort((a, b) => a - b);
        const median = medianOf(sum.minutes.action ?? {}) ?? 0;
        const [low, high] = [Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2)];
        // Between the two middle ones any value is a median.
        expect(median).toBeGreaterThanOrEqual(Math.min(sorted[low] ?? 0, sorted[high] ?? 0) * (7 / 8) - 1);
        expect(median).toBeLessThanOrEqual(Math.max(sorted[low] ?? 0, sorted[high] ?? 0) * (9 / 8) + 1);
      }),
    );
  });

  test("a limit of 4, 24 or 48 hours ends a step, so that cases within it are counted exactly", () => {
    for (const limit of [240, 1_440, 2_880]) {
      expect(stepOf(limit)).toBe(limit);
      expect(stepOf(limit + 1)).toBeGreaterThan(limit);
    }
    const first = Array.from({ length: 16 }, (_, index) => index + 1);
    expect(stepEnds.slice(0, 17)).toEqual([...first, 18]);
    expect([0, 1, 16.5, 17, 18, 31, 33].map(stepOf)).toEqual([1, 1, 18, 18, 18, 32, 36]);
    expect(stepEnds).toEqual([...new Set(stepEnds)].sort((a, b) => a - b));
  });

  test("a median is read within its step, as if its times were spread evenly", () => {
    expect(medianOf({ 1: 1 })).toBe(0.5);
    expect(medianOf({ 4: 2 })).toBe(3.5);
    expect(medianOf({ 36: 4, 18: 1, 20: 1 })).toBe(33);
    expect(medianOf({ 20: 1, 18: 1 })).toBe(18);
    expect(countSteps({ 1: 2, 18: 3 })).toBe(5);
    expect(countSteps({})).toBe(0);
  });

  test("sums add counts and steps by name, and omit zeros", () => {
    const sample = emptyFigures();
    addCount(sample, "reports", 2);
    addCount(sample, "reports", 3);
    addCount(sample, "items.sent", 0);
    addStep(sample, "action", 16, 1);
    addStep(sample, "action", 16, 2);
    addStep(sample, "action", 18, 1);
    addStep(sample, "action", 20, 0);
    addSubReason(sample, "slot", 0);
    addStep(sample, "action", 20, -1);
    expect(sample).toEqual({
      ...emptyFigures(),
      counts: { reports: 5 },
      minutes: { action: { 16: 3, 18: 1 } },
    });
    const sum = sumFigures([sample, sample, emptyFigures()]);
    expect(sum).toEqual({
      ...emptyFigures(),
      counts: { reports: 10 },
      minutes: { action: { 16: 6, 18: 2 } },
    });
    expect(countOf(sum, "reports", "items.sent", "reports")).toBe(20);
    expect(sample.counts).toEqual({ reports: 5 });
  });

  test("counts started minutes as whole ones; longer times are in the last step", () => {
    const from = new Date(0);
    expect(minutesBetween(from, new Date(240 * 60_000))).toBe(240);
    expect(minutesBetween(from, new Date(240 * 60_000 + 1))).toBe(241);
    expect(stepOf(1e9)).toBe(stepEnds.at(-1));
    expect(medianOf({})).toBeUndefined();
  });
});

test("starts a month at midnight in Jakarta, including leap days and new years", () => {
  expect(monthOf(new Date("2026-10-31T16:59:59.999Z"))).toBe("2026-10");
  expect(monthOf(new Date("2026-10-31T17:00:00.000Z"))).toBe("2026-11");
  expect(startOfMonth("2028-02").toISOString()).toBe("2028-01-31T17:00:00.000Z");
  expect(endOfMonth("2028-02").toISOString()).toBe("2028-02-29T17:00:00.000Z");
  expect(monthLater("2026-01", -1)).toBe("2025-12");
  expect(monthLater("2026-12", 2)).toBe("2027-02");
  expect(finalAt("2026-10").toISOString()).toBe("2026-11-03T17:00:00.000Z");
  expect([monthsFrom("2026-11", "2026-11"), monthsFrom("2026-12", "2026-11")]).toEqual([["2026-11"], []]);
  expect(monthsFrom("2026-11", "2027-02")).toEqual(["2026-11", "2026-12", "2027-01", "2027-02"]);
  expect(["2026-01", "2026-03", "2026-12"].map(quarterOf)).toEqual(["2026-01", "2026-01", "2026-10"]);
});

type Counts = Figures["counts"];

function monthWith(
  month: string,
  site: SiteId,
  category: CategoryCode,
  more: Partial<Figures>,
): MonthFigures {
  const row = { site, category, figures: { ...emptyFigures(), ...more } };
  return { month, countedAt: "2026-12-01T00:00:00.000Z", isFinal: true, rows: [row] };
}

describe("a promise", () => {
  const rowOf = (id: string, counted: readonly MonthFigures[], month = "2026-11") => {
    const row = judgeAll(month, counted).find((judged) => judged.id === id);
    if (!row) throw new Error(`no promise ${id}`);
    return row;
  };
  const closed = (counts: Counts) =>
    rowOf("telegram-day", [monthWith("2026-11", "telegram", "TERORISME", { counts })]);

  test("has a row for every promise, and a promise for each id", () => {
    const ids = judgeAll("2026-11", []).map(({ id }) => id);
    expect(ids).toEqual(commitments.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([
    [{ "day.kept": 9, "day.missed": 1 }, "kept", 0.9],
    [{ "day.kept": 89, "day.missed": 11 }, "not-kept", 0.89],
    [{ "day.kept": 4 }, "too-few", 1],
    [{ "day.missed": 5 }, "not-kept", 0],
    [{}, "unknown", undefined],
  ] as const)("%j is %s", (counts, verdict, value) => {
    expect(closed(counts)).toMatchObject({ verdict });
    expect(closed(counts).now.value).toBe(value);
  });

  test("says which items its share leaves out", () => {
    const measured = (id: string) => commitments.find((one) => one.id === id)?.measured;
    for (const id of ["telegram-day", "google-flags"])
      expect(measured(id)).toMatchObject({
        id: expect.stringContaining(
          "kecuali yang dalam waktu itu ditarik, dibatalkan, atau dijawab sudah tidak ada atau tidak ditemukan",
        ),
        en: expect.stringContaining(
          "except those that within that time were withdrawn, reversed, or answered as gone or not found",
        ),
      });
    for (const id of ["facebook-spam", "facebook-links"])
      expect(measured(id)).toMatchObject({
        id: expect.stringContaining("dari semua yang ditindak, hanya dibatasi, atau ditolak"),
        en: expect.stringContaining("of all that were acted on, only restricted, or refused"),
      });
  });

  test("counts only its site and its categories", () => {
    const other = monthWith("2026-11", "telegram", "JUDI", { counts: { "day.kept": 50 } });
    const there = monthWith("2026-11", "x", "TERORISME", { counts: { "day.kept": 50 } });
    expect(rowOf("telegram-day", [other, there]).now.denominator).toBe(0);
  });

  test("has a trend of twelve months that marks the uncounted ones", () => {
    const counts = { "day.kept": 6, "day.missed": 2 };
    const { trend } = rowOf("telegram-day", [monthWith("2026-01", "telegram", "TERORISME", { counts })]);
    expect(trend.map(({ month }) => month)).toEqual(monthsFrom("2025-12", "2026-11"));
    expect(trend[1]).toEqual({
      month: "2026-01",
      numerator: 6,
      denominator: 8,
      value: 0.75,
      isUncounted: false,
    });
    expect(trend.filter(({ isUncounted }) => isUncounted).length).toBe(11);
  });

  test("compares a platform with its own four previous quarters, without this one", () => {
    const took = (month: string, minutes: number, n = 5) =>
      monthWith(month, "x", "NARKOTIKA", { minutes: { action: { [stepOf(minutes)]: n } } });
    const slow = ["2025-10", "2026-02", "2026-09"].map((month) => took(month, 3_000));
    const row = rowOf("twitter-narcotics", [...slow, took("2026-10", 600), took("2026-11", 600)]);
    expect(row).toMatchObject({ verdict: "kept", now: { denominator: 10 }, before: { denominator: 15 } });
    expect(rowOf("twitter-narcotics", [...slow, took("2026-11", 4_000)]).verdict).toBe("not-kept");
    expect(rowOf("twitter-narcotics", [...slow, took("2026-11", 600, 4)]).verdict).toBe("too-few");
    expect(rowOf("twitter-narcotics", [took("2026-11", 600)]).verdict).toBe("unknown");
    // A year and a quarter ago is no comparison any more.
    expect(rowOf("twitter-narcotics", [took("2025-09", 3_000), took("2026-11", 600)]).verdict).toBe(
      "unknown",
    );
    expect(firstNeeded("2026-11")).toBe("2025-10");
    expect(firstNeeded("2026-12")).toBe("2025-10");
  });

  test("shows for one country how much of it two people proved, without changing the share", () => {
    const counts = { "limited.kept": 9, "limited.proven": 3, "limited.missed": 1 };
    const row = rowOf("facebook-geoblock", [monthWith("2026-11", "facebook", "JUDI", { counts })]);
    expect(row.now).toEqual({ numerator: 9, denominator: 10, value: 0.9, proven: 3 });
    expect(rowOf("facebook-geoblock", []).now).toEqual({ numerator: 0, denominator: 0, proven: 0 });
    expect(closed({ "day.kept": 9 }).now).not.toHaveProperty("proven");
  });

  test("is unknown, and has no trend, when the intake cannot measure it", () => {
    expect(rowOf("telegram-team", [])).toMatchObject({ kind: "none", verdict: "unknown", trend: [] });
  });
});

describe("the sub-reasons of a month", () => {
  const rowsOf = (site: SiteId, category: CategoryCode, more: Partial<Figures>) =>
    monthWith("2026-11", site, category, more).rows;

  test("are added up over all sites, most frequent first", () => {
    const rows = [
      ...rowsOf("x", "JUDI", { counts: { reports: 4 }, subReasons: { togel: 2, slot: 1 } }),
      ...rowsOf("youtube", "JUDI", { counts: { reports: 3 }, subReasons: { slot: 1, kasino: 3 } }),
      ...rowsOf("x", "SPAM", { counts: { reports: 9 } }),
    ];
    const month = { ...monthWith("2026-11", "x", "JUDI", {}), rows };
    const reasons = [
      { key: "kasino", count: 3 },
      { key: "slot", count: 2 },
      { key: "togel", count: 2 },
    ];
    expect(subReasonsIn(month)).toEqual([{ category: "JUDI", reports: 7, reasons }]);
  });

  test("are none for a month that was not counted", () => {
    expect(subReasonsIn(undefined)).toEqual([]);
  });
});
