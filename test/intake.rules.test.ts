/** The intake's pure rules: tallies, standing, matching, merging, who may act. */

import { describe, expect, test } from "vitest";
import { checkAsked } from "../intake/rules/basis.ts";
import { type Candidate, type Incoming, matchCases } from "../intake/rules/match.ts";
import { mergeDecisions } from "../intake/rules/merge.ts";
import { permalinkOf, provenAliases } from "../intake/rules/names.ts";
import { checkReviewable, type ReviewFacts } from "../intake/rules/reviewable.ts";
import { type Counts, queueMark, standingOf } from "../intake/rules/standing.ts";
import { type Counted, emptied, tallyOf } from "../intake/rules/tally.ts";
import { decodeMark, decodeTimeMark, encodeMark, pageOf } from "../intake/store/paging.ts";
import type { Subject } from "../utils/contract/site.ts";

const start = Date.parse("2026-11-25T00:00:00.000Z");
const hours = (count: number) => new Date(start + count * 3_600_000);

function counted(change: Partial<Counted> = {}): Counted {
  const nothing = { permalink: null, author: null, title: null, excerpt: null };
  const reporter = { personId: "siti", unitId: null, weight: 0.2 };
  return { ...reporter, category: "JUDI", urgent: false, receivedAt: hours(0), ...nothing, ...change };
}
function tally(...reports: Partial<Counted>[]): Counts {
  const made = tallyOf(reports.map(counted));
  if (!made) throw new Error("no reports");
  return { ...made, reach: 0 };
}
const undecided = { id: "c".repeat(36), decidedCategory: null, proposedCategory: null };

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
    const lane = tally({ category: "PORNO_ANAK" });
    expect(standingOf(lane, undecided).withheld).toBe(true);
    expect(standingOf(lane, { ...undecided, decidedCategory: "JUDI" }).withheld).toBe(false);
    expect(standingOf(tally({}, { category: "PORNO_ANAK" }), undecided).withheld).toBe(false);
    expect(standingOf(tally({}), undecided).withheld).toBe(false);
  });

  const keys = (...counts: Counts[]) => counts.map((one) => standingOf(one, undecided).queueKey);

  test("queue keys sort: urgent, then by time left, then without a limit by age, then without a live report", () => {
    const inOrder = keys(
      tally({ category: "TERORISME" }),
      tally({ urgent: true }),
      tally({ category: "SPAM", urgent: true }),
      tally({}),
      tally({ receivedAt: hours(1) }),
      tally({ category: "SPAM" }),
      tally({ category: "SPAM", receivedAt: hours(1) }),
      emptied(tally({ category: "TERORISME" })),
    );
    expect([...inOrder].reverse().sort()).toEqual(inOrder);
    expect(inOrder.filter((key) => !queueMark.test(key))).toEqual([]);
  });

  test("within the hour of a limit: the gravest, then the widest reach, then the most voices, then the oldest", () => {
    const minutes = (count: number) => new Date(start + count * 60_000);
    const late = { receivedAt: minutes(50) };
    const inOrder = keys(
      tally({ category: "PORNO", ...late }),
      { ...tally(late), reach: 5_000 },
      { ...tally(late), reach: 300 },
      tally({ ...late, weight: 0.9 }),
      tally(late, { personId: "budi", ...late, weight: 0.5 }),
      tally({}),
      tally({ receivedAt: minutes(10) }),
    );
    expect([...inOrder].reverse().sort()).toEqual(inOrder);
  });

  test("reach that is about as wide lets the voices speak", () => {
    const heard = { ...tally({ weight: 0.8 }), reach: 70 };
    expect(keys({ ...tally({}), reach: 100 }, heard).sort()[0]).toBe(keys(heard)[0]);
  });
});

describe("voices", () => {
  test("ten reports of one unit are one voice, its most reliable one", () => {
    const unit = Array.from({ length: 10 }, (_, place) => ({
      personId: `p${place}`,
      unitId: "u",
      weight: 0.1,
    }));
    expect(tally(...unit, { personId: "p3", unitId: "u", weight: 0.7 }, ...unit).voices).toBe(0.7);
  });

  test("people without a unit are each their own; a report that was withdrawn says nothing", () => {
    expect(tally({}, {}, { personId: "budi", weight: 0.5 }).voices).toBe(0.7);
    expect(emptied(tally({})).voices).toBe(0);
  });

  test("a thousand small ones add up exactly", () => {
    const many = Array.from({ length: 1_000 }, (_, place) => ({ personId: `p${place}`, weight: 0.1 }));
    expect(tally(...many).voices).toBe(100);
  });
});

describe("matching", () => {
  const candidate = (caseId: string, created: number, change: Partial<Candidate> = {}): Candidate => ({
    ...{ caseId, channelId: "", createdAt: hours(created), own: true, ordinary: true },
    ...change,
  });
  const match = (candidates: Candidate[], report: Partial<Incoming> = {}) =>
    matchCases({ channelId: "", ordinary: true, isApart: () => false, ...report }, candidates);

  test("no case, and the case of its own subject", () => {
    expect(match([])).toEqual({ suggest: [] });
    expect(match([candidate("a", 1), candidate("a", 1)])).toEqual({ join: "a", suggest: [] });
  });

  test("two ordinary cases at most become one; all others are suggested", () => {
    const all = [candidate("b", 2, { own: false }), candidate("a", 1), candidate("c", 3, { own: false })];
    expect(match(all)).toEqual({ join: "a", merge: "b", suggest: ["c"] });
    expect(match([candidate("b", 2, { own: false })])).toEqual({ merge: "b", suggest: [] });
  });

  test("nothing is merged with a case that is not ordinary, by a report in the lane, or against a person's word", () => {
    const other = candidate("b", 2, { own: false });
    const closed = { ordinary: false };
    expect(match([candidate("a", 1, closed), other])).toEqual({ join: "a", suggest: ["b"] });
    expect(match([candidate("a", 1), { ...other, ...closed }])).toEqual({ join: "a", suggest: ["b"] });
    expect(match([candidate("a", 1), other], closed)).toEqual({ join: "a", suggest: ["b"] });
    expect(match([candidate("a", 1), other], { isApart: () => true })).toEqual({ join: "a", suggest: ["b"] });
    expect(match([{ ...other, ...closed }])).toEqual({ suggest: ["b"] });
  });

  test("numeric ids of a Telegram name that differ never meet", () => {
    const both = [candidate("old", 1, { channelId: "100" }), candidate("new", 2, { channelId: "200" })];
    expect(match(both, { channelId: "100" })).toEqual({ join: "old", suggest: [] });
    expect(match(both, { channelId: "200" })).toEqual({ join: "new", suggest: [] });
    expect(match(both, { channelId: "300" })).toEqual({ suggest: [] });
    expect(match(both)).toEqual({ join: "new", suggest: [] });
    expect(match([candidate("unknown", 0), ...both], { channelId: "200" })).toEqual({
      ...{ join: "unknown", merge: "new", suggest: [] },
    });
  });
});

describe("a report's names", () => {
  const [pfbid, other] = ["facebook:post:pfbid0contoh12345", "facebook:post:pfbid0contoh67890"] as const;
  const number = "facebook:post:777000111";
  test.each<[string, string, string[], string[]]>([
    ["a pfbid's number", pfbid, [number], [number]],
    ["a number's pfbid", number, [pfbid, pfbid], [pfbid]],
    ["no second pfbid", pfbid, [other], []],
    ["none of two", number, [pfbid, other], []],
    ["no photo, though it has the same number", pfbid, ["facebook:photo:777000111"], []],
    ["nothing on X", "x:post:1", ["x:post:2"], []],
  ])("are its subject and %s", (_what, subject, aliases, found) => {
    expect(provenAliases({ subject: subject as Subject, aliases: aliases as Subject[] })).toEqual(found);
  });

  test("a permalink counts where it names one of them", () => {
    const at = (value: string, aliases: Subject[] = []) =>
      permalinkOf({ subject: pfbid, aliases, fields: { permalink: { value, source: "a" } } });
    const own = "https://www.facebook.com/warung/posts/pfbid0contoh12345";
    const numbered = "https://www.facebook.com/warung/posts/777000111";
    expect([at(own), at(numbered), at(numbered, [number])]).toEqual([own, undefined, numbered]);
    expect(at("https://x.com/a/status/1")).toBeUndefined();
    expect(at("https://contoh.example/")).toBeUndefined();
  });
});

test("of two cases the decided one's state stays, else the older one's", () => {
  const merged = (older: "open" | "approved", younger: "open" | "rejected") =>
    mergeDecisions({ state: older }, { state: younger }).state;
  expect(merged("open", "rejected")).toBe("rejected");
  expect(merged("approved", "open")).toBe("approved");
  expect(merged("open", "open")).toBe("open");
});

test("only undecided, visible YouTube videos are reviewed", () => {
  const facts: ReviewFacts = {
    ...{ site: "youtube", kind: "video", state: "open", category: "JUDI" },
    ...{ withheld: false, reports: 1 },
  };
  expect(checkReviewable(facts).ok).toBe(true);
  expect(checkReviewable({ ...facts, state: "proposed" }).ok).toBe(true);
  const wrong: Partial<ReviewFacts>[] = [
    ...([{ site: "x" }, { kind: "comment" }, { state: "approved" }, { category: "PORNO_ANAK" }] as const),
    ...[{ withheld: true }, { reports: 0 }],
  ];
  for (const change of wrong)
    expect(checkReviewable({ ...facts, ...change })).toMatchObject({ problem: { code: "not-reviewable" } });
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
