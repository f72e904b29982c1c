/** Both languages say the same things, politely; and time is written as Indonesians write it. */

import { describe, expect, test } from "vitest";
import { caseAct } from "../../../../utils/shared/contract/case.ts";
import { caseState } from "../../../../utils/shared/contract/case-state.ts";
import {
  contextRelation,
  countName,
  fieldName,
  unavailableReason,
} from "../../../../utils/shared/contract/evidence.ts";
import { noPictureReason } from "../../../../utils/shared/contract/files.ts";
import { outboxState } from "../../../../utils/shared/contract/outbox.ts";
import { problemCode } from "../../../../utils/shared/contract/problem.ts";
import { selfReviewResult, verdict } from "../../../../utils/shared/contract/review.ts";
import { kind, role, siteId } from "../../../../utils/shared/contract/site.ts";
import { text, texts } from "../../../../utils/shared/i18n/text.ts";
import {
  date,
  dateTime,
  duration,
  fraction,
  number,
  parseTimecode,
  percentDown,
  percentUp,
  relativeTime,
  timecode,
  zoneName,
} from "../../../../utils/shared/i18n/time.ts";
import { actions } from "../../../../utils/shared/policy/action-labels.ts";
import { categories } from "../../../../utils/shared/policy/categories.ts";
import { refusals } from "../../../../utils/shared/policy/non-categories.ts";
import { selfReviewRules } from "../../../../utils/shared/policy/self-review.ts";

const holes = (pattern: string) =>
  [...new Set([...pattern.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort();

describe("texts", () => {
  test("have the same keys in both languages", () => {
    expect(Object.keys(texts.en).sort()).toEqual(Object.keys(texts.id).sort());
  });

  test("fit in both languages: no shouting, no blanks, the same holes", () => {
    for (const key of Object.keys(texts.id) as (keyof typeof texts.id)[]) {
      for (const words of [texts.id[key], texts.en[key]]) {
        expect(words.trim(), key).toBe(words);
        expect(words, key).not.toBe("");
        expect(words, key).not.toMatch(/!/);
      }
      expect(holes(texts.en[key]), key).toEqual(holes(texts.id[key]));
    }
  });

  test("every problem has at least one whole sentence with its cause and a remedy", () => {
    for (const code of problemCode.options) {
      for (const words of [texts.id[`problem.${code}`], texts.en[`problem.${code}`]]) {
        expect(words, code).toMatch(/^[A-Z].{20,}\.$/);
      }
    }
  });

  test("every code with a name has one in both languages", () => {
    const named: [string, readonly string[]][] = [
      ["field", fieldName.options],
      ["count", countName.options],
      ["site", siteId.options],
      ["kind", kind.options],
      ["role", role.options],
      ["caseState", caseState.options],
      ["outboxState", outboxState.options],
      ["act", caseAct.options],
      ["verdict", verdict.options],
      ["selfResult", selfReviewResult.options],
      ["noPicture", noPictureReason.options],
      ["relation", contextRelation.options],
      ["unavailable", unavailableReason.options],
    ];
    for (const [area, names] of named) {
      for (const name of names) expect(texts.id).toHaveProperty([`${area}.${name}`]);
    }
  });

  test("policy shouts nowhere either", () => {
    const policy = JSON.stringify([categories, actions, refusals, selfReviewRules]);
    expect(policy).not.toMatch(/!/);
  });

  test("values fill holes, and English counts", () => {
    expect(text("id", "review.reports", { count: 1 })).toBe("1 laporan");
    expect(text("en", "review.reports", { count: 1 })).toBe("1 report");
    expect(text("en", "review.reportsBy", { count: 3, people: 1 })).toBe("3 reports by 1 person");
    expect(text("id", "form.cancel")).toBe("Batal");
    expect(() => text("id", "review.reports", {} as { count: number })).toThrow(/count/);
  });
});

describe("time", () => {
  test("carries the zone of the place", () => {
    const at = "2026-11-25T01:05:00.000Z";
    expect(dateTime("id", at, 420)).toBe("25 Nov 2026, 08.05 WIB");
    expect(dateTime("id", at, 480)).toBe("25 Nov 2026, 09.05 WITA");
    expect(dateTime("id", at, 540)).toBe("25 Nov 2026, 10.05 WIT");
    expect(dateTime("en", at, 0)).toBe("25 Nov 2026, 01.05 UTC");
    expect(dateTime("id", "2026-08-16T17:30:00.000Z", 420)).toBe("17 Agu 2026, 00.30 WIB");
    expect(dateTime("id", "yesterday", 420)).toBe("yesterday");
    expect(date("id", "2026-01-01T17:00:00.000Z", 420)).toBe("2 Jan 2026");
    expect(zoneName(-210)).toBe("UTC−03.30");
  });

  test("is relative where that is easier to read", () => {
    const now = Date.parse("2026-11-25T12:00:00.000Z");
    const ago = (ms: number) => new Date(now - ms).toISOString();
    expect(relativeTime("id", ago(5_000), now)).toBe("sekarang");
    expect(relativeTime("id", ago(3 * 3_600_000), now)).toBe("3 jam yang lalu");
    expect(relativeTime("id", ago(-20 * 60_000), now)).toBe("dalam 20 menit");
    expect(relativeTime("en", ago(26 * 3_600_000), now)).toBe("yesterday");
  });

  test("durations and numbers", () => {
    expect(duration("id", 200 * 60_000)).toBe("3 jam 20 menit");
    expect(duration("id", 60 * 60_000)).toBe("1 jam");
    expect(duration("en", 5 * 60_000)).toBe("5 min");
    expect(duration("id", 72 * 3_600_000)).toBe("3 hari");
    expect(duration("id", -5)).toBe("0 menit");
    expect(number("id", 1234567)).toBe("1.234.567");
  });

  test("a share in per cent never promises more than it holds", () => {
    expect([percentDown("id", 0.8799), percentUp("id", 0.8701)]).toEqual(["87%", "88%"]);
    // To a computer the one is a little less, and the other a little more.
    expect([percentDown("en", 0.29), percentUp("en", 0.07)]).toEqual(["29%", "7%"]);
    expect([percentDown("id", 1), percentUp("id", 0)]).toEqual(["100%", "0%"]);
    expect(fraction("id", 0.7)).toBe("0,70");
  });

  test("timecodes are read as they are written", () => {
    for (const seconds of [0, 5, 65, 725, 3599, 3600, 3723, 36_000]) {
      expect(parseTimecode(timecode(seconds))).toBe(seconds);
    }
    expect(timecode(725.9)).toBe("12:05");
    expect(timecode(3723)).toBe("1:02:03");
    expect(parseTimecode(" 12.05 ")).toBe(725);
    for (const wrong of ["", "12", "12:5", "12:60", "1:60:00", "a:10", "-1:10"]) {
      expect(parseTimecode(wrong), wrong).toBeNull();
    }
  });
});
