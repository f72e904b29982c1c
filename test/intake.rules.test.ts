/** The intake's pure rules: tallies, standing, matching, merging, who may act. */

import { describe, expect, test } from "vitest";
import { checkAsked } from "../intake/rules/basis.ts";
import { type Candidate, matchCases } from "../intake/rules/match.ts";
import { mergeDecisions } from "../intake/rules/merge.ts";
import { checkReviewable, type ReviewFacts } from "../intake/rules/reviewable.ts";
import { standingOf } from "../intake/rules/standing.ts";
import { type Counted, emptied, type Tally, tallyOf } from "../intake/rules/tally.ts";
import { decodeMark, decodeTimeMark, encodeMark, pageOf } from "../intake/store/paging.ts";

const start = Date.parse("2026-11-25T00:00:00.000Z");
const hours = (count: number) => new Date(start + count * 3_600_000);

function counted(change: Partial<Counted> = {}): Counted {
  const nothing = { permalink: null, author: null, title: null, excerpt: null };
  return { personId: "siti", category: "JUDI", urgent: false, receivedAt: hours(0), ...nothing, ...change };
}
function tally(...reports: Partial<Counted>[]): Tally {
  const made = tallyOf(reports.map(counted));
  if (!made) throw new Error("no reports");
  return made;
}
const undecided = { id: "c", decidedCategory: null, proposedCategory: null };

describe("a tally", () => {
  test("counts reports and people, keeps the strictest category, first and last time", () => {
    expect(
      tally(
        {},
        { personId: "budi", category: "TERORISME", receivedAt: hours(1) },
        { category: "SPAM", receivedAt: hours(2) },
      ),
    ).toMatchObject({
      reports: 3,
      reporters: 2,
      reportedCategory: "TERORISME",
      markedUrgent: false,
      firstAt: hours(0),
      lastAt: hours(2),
    });
    expect(tallyOf([])).toBeUndefined();
  });

  test("shows what the newest report has, and keeps what it lacks", () => {
    expect(tally({ excerpt: "lama", author: "A" }, { excerpt: "baru" })).toMatchObject({
      excerpt: "baru",
      author: "A",
    });
  });

  test("knows whether one report forbids pixels, and still knows when all are withdrawn", () => {
    expect(tally({}, { category: "PORNO_ANAK" }, {}).forbidsPixels).toBe(true);
    expect(tally({}).forbidsPixels).toBe(false);
    expect(emptied(tally({ category: "PORNO_ANAK", urgent: true }))).toMatchObject({
      ...{
        reports: 0,
        reporters: 0,
        markedUrgent: false,
        forbidsPixels: true,
        reportedCategory: "PORNO_ANAK",
      },
    });
  });
});

describe("a standing", () => {
  test("the limit runs from the first report, by the category's hours", () => {
    expect(standingOf(tally({}, { receivedAt: hours(5) }), undecided)).toMatchObject({
      category: "JUDI",
      dueAt: hours(24),
      urgent: false,
    });
    expect(standingOf(tally({}, { category: "TERORISME", receivedAt: hours(5) }), undecided)).toMatchObject({
      dueAt: hours(4),
      urgent: true,
    });
    expect(standingOf(tally({ category: "SPAM" }), undecided)).toMatchObject({ dueAt: null, urgent: false });
  });

  test("the decided category wins over the reported one; either can withhold", () => {
    expect(
      standingOf(tally({ category: "TERORISME" }), { ...undecided, decidedCategory: "JUDI" }),
    ).toMatchObject({ category: "JUDI", urgent: false });
    for (const chosen of [{ decidedCategory: "PORNO_ANAK" }, { proposedCategory: "PORNO_ANAK" }] as const) {
      expect(standingOf(tally({}), { ...undecided, ...chosen }).withheld).toBe(true);
    }
    expect(
      standingOf(tally({ category: "PORNO_ANAK" }), { ...undecided, decidedCategory: "JUDI" }).withheld,
    ).toBe(true);
    expect(standingOf(tally({}), undecided).withheld).toBe(false);
  });

  test("queue keys sort: urgent, then by time left, then without a limit by age, then without a live report", () => {
    const inOrder = [
      standingOf(tally({ category: "TERORISME" }), undecided),
      standingOf(tally({ urgent: true }), undecided),
      standingOf(tally({ category: "SPAM", urgent: true }), undecided),
      standingOf(tally({}), undecided),
      standingOf(tally({ receivedAt: hours(1) }), undecided),
      standingOf(tally({ category: "SPAM" }), undecided),
      standingOf(tally({ category: "SPAM", receivedAt: hours(1) }), undecided),
      standingOf(emptied(tally({ category: "TERORISME" })), undecided),
    ].map(({ queueKey }) => queueKey);
    expect([...inOrder].reverse().sort()).toEqual(inOrder);
  });
});

describe("matching", () => {
  const candidate = (caseId: string, created: number, channelId = ""): Candidate => ({
    caseId,
    channelId,
    createdAt: hours(created),
  });

  test("no case, one case, and the oldest of several", () => {
    expect(matchCases("", [])).toEqual({ absorb: [] });
    expect(matchCases("", [candidate("a", 1), candidate("a", 1)])).toEqual({ join: "a", absorb: [] });
    expect(matchCases("", [candidate("b", 2), candidate("a", 1), candidate("c", 3)])).toEqual({
      join: "a",
      absorb: ["b", "c"],
    });
  });

  test("numeric ids of a Telegram name that differ never meet", () => {
    const both = [candidate("old", 1, "100"), candidate("new", 2, "200")];
    expect(matchCases("100", both)).toEqual({ join: "old", absorb: [] });
    expect(matchCases("200", both)).toEqual({ join: "new", absorb: [] });
    expect(matchCases("300", both)).toEqual({ absorb: [] });
    expect(matchCases("", both)).toEqual({ join: "new", absorb: [] });
    expect(matchCases("200", [candidate("unknown", 0), ...both])).toEqual({
      join: "unknown",
      absorb: ["new"],
    });
  });
});

test("of two decisions the further one stands, of equals the older case's", () => {
  const of = (state: "open" | "proposed" | "approved" | "rejected") => ({
    state,
    decidedCategory: null,
    proposedCategory: null,
  });
  const merged = (older: Parameters<typeof of>[0], younger: Parameters<typeof of>[0]) =>
    mergeDecisions(of(older), of(younger)).state;
  expect(merged("open", "proposed")).toBe("proposed");
  expect(merged("proposed", "approved")).toBe("approved");
  expect(merged("rejected", "approved")).toBe("rejected");
  expect(merged("approved", "open")).toBe("approved");
});

test("only undecided, visible YouTube videos of others are reviewed, once", () => {
  const facts: ReviewFacts = {
    ...{ site: "youtube", kind: "video", state: "open", category: "JUDI" },
    ...{ withheld: false, reports: 1, ownReport: false, reviewed: false },
  };
  expect(checkReviewable(facts).ok).toBe(true);
  expect(checkReviewable({ ...facts, state: "proposed" }).ok).toBe(true);
  const wrong: [Partial<ReviewFacts>, string][] = [
    [{ site: "x" }, "not-reviewable"],
    [{ kind: "comment" }, "not-reviewable"],
    [{ state: "approved" }, "not-reviewable"],
    [{ category: "PORNO_ANAK" }, "not-reviewable"],
    [{ withheld: true }, "not-reviewable"],
    [{ reports: 0 }, "not-reviewable"],
    [{ ownReport: true }, "own-report"],
    [{ reviewed: true }, "already-reviewed"],
  ];
  for (const [change, code] of wrong)
    expect(checkReviewable({ ...facts, ...change })).toMatchObject({ problem: { code } });
});

test("platform-policy categories need no basis, and take none", () => {
  const spam = { category: "SPAM", action: "LAPOR_PLATFORM" } as const;
  expect(checkAsked({ ...spam, basis: [] }, hours(0).toISOString()).ok).toBe(true);
  expect(checkAsked({ ...spam, basis: ["uu-ite-27-2"] }, hours(0).toISOString()).ok).toBe(false);
});

test("page marks are ours or nobody's", () => {
  expect(pageOf([1, 2, 3], 2, String)).toEqual({ rows: [1, 2], next: encodeMark("2") });
  expect(pageOf([1, 2], 2, String)).toEqual({ rows: [1, 2] });
  expect(decodeMark(encodeMark("2"), /^\d$/)).toBe("2");
  expect(decodeMark("%%%", /^\d$/)).toBeUndefined();
  expect(
    decodeTimeMark(encodeMark("2026-99-99T00:00:00.000Z|0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11")),
  ).toBeUndefined();
});
