/** When an address is looked at next, by what happened; and what a look means for what was asked. */

import { describe, expect, test } from "vitest";
import {
  type ActedItem,
  type CheckFacts,
  checkReason,
  hasReappeared,
  maxRepeats,
  nextCheck,
  type PastCheck,
} from "../../../../intake/requests/next-check.ts";
import type { ContentState } from "../../../../utils/shared/contract/request-state.ts";
import { effectOf } from "../../../../utils/shared/policy/request-effect.ts";

const hour = 3_600_000;
const day = 24 * hour;
// Over the leap day.
const at = new Date("2028-02-28T20:00:00.000Z");
const later = (ms: number) => new Date(at.getTime() + ms);

const order: CheckFacts = {
  ...{ kind: "order", action: "HAPUS_KEBIJAKAN", urgent: false, checkAt: at },
};
/** Looks in their order, the last one now; each so many hours before the next. */
function looked(seen: ContentState[], apartMs = hour) {
  const looks: PastCheck[] = seen.map((one, index) => ({
    seen: one,
    at: later((index - seen.length + 1) * apartMs),
  }));
  return { what: "looked", at, looks: looks.reverse() } as const;
}

function byOne(event: ReturnType<typeof looked>) {
  return { ...event, looks: event.looks.map((look) => ({ ...look, isOwn: true })) };
}

describe("after it was sent", () => {
  test.each([
    ["at its limit", later(4 * hour), later(4 * hour)],
    ["a day later where there is no limit", null, later(day)],
  ])("%s", (_, dueAt, next) => {
    expect(nextCheck({ ...order, checkAt: null }, { what: "sent", at, dueAt })).toEqual(next);
  });
});

test("schedules no check of a request that did not arrive", () => {
  expect(nextCheck(order, { what: "undelivered" })).toBeNull();
});

describe("after the platform's answer", () => {
  test.each([
    ["acted", at],
    ["restricted", at],
    ["gone", at],
    ["not-found", at],
    ["refused", null],
    ["pending", order.checkAt],
  ] as const)("%s", (outcome, next) => {
    expect(nextCheck(order, { what: "answered", at, outcome })).toEqual(next);
  });
});

test("schedules an immediate check if a post is reported again after the platform acted", () => {
  expect(nextCheck({ ...order, checkAt: null }, { what: "reappeared", at })).toEqual(at);
});

describe("after a look", () => {
  test.each([
    ["available: in a day", {}, looked(["available"]), later(day)],
    ["available in the urgent lane: in four hours", { urgent: true }, looked(["available"]), later(4 * hour)],
    ["not to be told: like available", {}, looked(["unknown"]), later(day)],
    ["nine times: once more", {}, looked(Array(maxRepeats - 1).fill("available"), day), later(day)],
    ["ten times: no more", {}, looked(Array(maxRepeats).fill("available"), day), null],
    [
      "ten times in the urgent lane: no more",
      { urgent: true },
      looked(Array(maxRepeats).fill("available"), 4 * hour),
      null,
    ],
    ["ten times in ten hours: as often as once", {}, looked(Array(maxRepeats).fill("available")), later(day)],
    ["a hundred times not to be told: once more", {}, looked(Array(100).fill("unknown"), day), later(day)],
    [
      "ten times, and between them not to be told: no more",
      {},
      looked(Array(maxRepeats).fill(["unknown", "available"]).flat(), day),
      null,
    ],
    [
      "ten times with a gap: not ten in a row",
      {},
      looked([...Array(9).fill("available"), "removed", "available"], day),
      later(day),
    ],
    ...(["available", "unknown"] as const).map((seen) => [
      `${seen} before the next check is due: the check stays`,
      { checkAt: later(5 * hour) },
      looked(["available", seen]),
      later(5 * hour),
    ]),
    [
      "at first available before the limit: the check stays",
      { checkAt: later(5 * hour) },
      looked(["available"]),
      later(5 * hour),
    ],
    [
      "removed before the next check is due: after a week",
      { checkAt: later(5 * hour) },
      looked(["available", "removed"]),
      later(7 * day),
    ],
    [
      "back before the next check is due: in a day",
      { checkAt: later(5 * day) },
      looked(["removed", "available"]),
      later(day),
    ],
    ["removed: after a week", {}, looked(["available", "removed"]), later(7 * day)],
    [
      "removed once more: the weeks count from the newest removal",
      {},
      looked(["removed", "available", "removed"], 7 * day),
      later(7 * day),
    ],
    ["withheld: after a week", { action: "BATAS_WILAYAH" }, looked(["withheld"]), later(7 * day)],
    ["private: after a week", {}, looked(["private"]), later(7 * day)],
    [
      "looked at twice within an hour: the week does not begin again",
      {},
      looked(["removed", "removed"]),
      later(7 * day - hour),
    ],
    [
      "still removed after a week: a month after it was first seen",
      {},
      looked(["removed", "removed"], 7 * day),
      later(23 * day),
    ],
    ["still removed after a month: no more", {}, looked(["removed", "removed"], 30 * day), null],
    [
      "still removed, says one person alone after a new report: the return day stays due for others",
      { checkAt: later(-3 * hour) },
      byOne(looked(["removed", "removed"], 7 * day + 2 * hour)),
      later(-2 * hour),
    ],
    [
      "the same before the return day: on it",
      { checkAt: later(-hour) },
      byOne(looked(["removed", "removed"], 7 * day - hour)),
      later(hour),
    ],
    [
      "the same when nobody else came for a week: after a month",
      { checkAt: later(-hour) },
      byOne(looked(["removed", "removed"], 14 * day)),
      later(16 * day),
    ],
    ["back after a week: as at first", {}, looked(["removed", "available"], 7 * day), later(day)],
    ["a limited reach is not visible", { action: "TURUNKAN_JANGKAUAN" }, looked(["available"]), null],
    ["nor where nothing can be told", { action: "TURUNKAN_JANGKAUAN" }, looked(["unknown"]), null],
    ["put back: no more", { kind: "restore" }, looked(["removed", "available"]), null],
    ["not put back yet: in a day", { kind: "restore" }, looked(["removed"]), later(day)],
  ] as [string, Partial<CheckFacts>, ReturnType<typeof looked>, Date | null][])(
    "%s",
    (_, facts, event, next) => {
      expect(nextCheck({ ...order, ...facts }, event)).toEqual(next);
    },
  );
});

const asked = (action: CheckFacts["action"], kind: CheckFacts["kind"] = "order") => ({ kind, action });

test("removed, withheld here and private are not the same", () => {
  const seen = ["removed", "withheld", "private", "available", "unknown"] as const;
  const effects = (of: ReturnType<typeof asked>) => seen.map((seenState) => effectOf(of, seenState));
  expect(effects(asked("HAPUS_KEBIJAKAN"))).toEqual(["as-asked", "less", "hidden", "none", "unknown"]);
  expect(effects(asked("BATAS_WILAYAH"))).toEqual(["more", "as-asked", "hidden", "none", "unknown"]);
  expect(effects(asked("TURUNKAN_JANGKAUAN"))).toEqual([
    "more",
    "more",
    "more",
    "not-visible",
    "not-visible",
  ]);
  expect(effects(asked("TUTUP_KANAL", "restore"))).toEqual(["none", "none", "none", "as-asked", "unknown"]);
});

test("gives the newest unchecked reason why an address is due", () => {
  const past = { outcome: "pending", outcomeAt: null, seenAt: null, reappearedAt: undefined } as const;
  expect(checkReason(past)).toBe("limit-over");
  expect(checkReason({ ...past, seenAt: at })).toBe("again");
  expect(checkReason({ ...past, outcome: "acted", outcomeAt: at })).toBe("answered");
  expect(checkReason({ ...past, outcome: "acted", outcomeAt: at, seenAt: later(1) })).toBe("again");
  const back = {
    ...past,
    outcome: "acted",
    outcomeAt: at,
    seenAt: later(1),
    reappearedAt: later(2),
  } as const;
  expect(checkReason(back)).toBe("reappeared");
  expect(checkReason({ ...back, seenAt: later(3) })).toBe("again");
});

describe("reported again", () => {
  const acted: ActedItem = {
    ...{ kind: "order", action: "HAPUS_KEBIJAKAN", outcome: "acted", outcomeAt: at },
    ...{ seen: "removed", seenAt: later(hour), checkAt: later(7 * day) },
  };
  const captured = (ms: number, offsetMs = 0) => {
    const heard = at.toISOString();
    const clock = { intakeAt: heard, heardAt: heard, offsetMs };
    return { capturedAt: later(ms).toISOString(), clock, fields: {} };
  };
  const gone = { unavailable: { value: "removed" as const, source: "page" } };
  test.each([
    ["after it was seen gone", {}, captured(2 * hour), true],
    ["never looked at, but acted on", { seen: null, seenAt: null }, captured(1), true],
    ["never answered, but seen gone", { outcome: "pending", outcomeAt: null }, captured(2 * hour), true],
    ["captured before it was seen gone", {}, captured(hour - 1), false],
    ["the same by a clock that is ahead", {}, captured(2 * hour, 3 * hour), false],
    ["of a page that says that it is gone", {}, { ...captured(2 * hour), fields: gone }, false],
    ["due already", { checkAt: later(hour) }, captured(2 * hour), false],
    ["due at this moment", { checkAt: later(3 * hour) }, captured(2 * hour), false],
    ["due a moment later", { checkAt: later(3 * hour + 1) }, captured(2 * hour), true],
    ["without a further check", { checkAt: null }, captured(2 * hour), true],
    ["refused", { outcome: "refused", seen: null, seenAt: null }, captured(2 * hour), false],
    [
      "neither answered nor seen gone",
      { outcome: "pending", outcomeAt: null, seen: "available" },
      captured(2 * hour),
      false,
    ],
    ["with an invisible action", { action: "TURUNKAN_JANGKAUAN" }, captured(2 * hour), false],
    ["put back as asked", { kind: "restore", seen: null, seenAt: null }, captured(2 * hour), false],
  ] as [string, Partial<ActedItem>, ReturnType<typeof captured>, boolean][])(
    "%s",
    (_, change, evidence, back) => {
      expect(hasReappeared({ ...acted, ...change }, evidence, later(3 * hour))).toBe(back);
    },
  );
});
