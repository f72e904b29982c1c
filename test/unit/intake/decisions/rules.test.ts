/** Tests of the tally, the queue lane and what may be reviewed. */

import { describe, expect, test } from "vitest";
import {
  deriveFields,
  pixelPolicyOf,
  queueCursor,
  type ReportCounts,
} from "../../../../intake/cases/rules/case-priority.ts";
import {
  type CountedReport,
  excerptChars,
  shownFields,
  summariseReports,
  withoutReports,
} from "../../../../intake/cases/rules/report-summary.ts";
import { checkReviewable, type ReviewFacts } from "../../../../intake/cases/rules/reviewable.ts";
import {
  decodeCursor,
  decodeTaskCursor,
  decodeTimeCursor,
  encodeCursor,
  invalidCursor,
  toPage,
} from "../../../../intake/db/paging.ts";

const start = Date.parse("2026-11-25T00:00:00.000Z");
const hours = (count: number) => new Date(start + count * 3_600_000);

function counted(change: Partial<CountedReport> = {}): CountedReport {
  const nothing = { permalink: null, author: null, title: null, excerpt: null };
  const reporter = { personId: "siti", unitId: null, weight: 0.2 };
  return { ...reporter, category: "JUDI", urgent: false, receivedAt: hours(0), ...nothing, ...change };
}
function tally(...reports: Partial<CountedReport>[]): ReportCounts {
  const made = summariseReports(reports.map(counted));
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
    expect(summariseReports([])).toBeUndefined();
  });

  test("takes each part from the newest report that has it", () => {
    const all = { permalink: "p", author: "a", title: "t", excerpt: "e" };
    const other = { permalink: "P", author: "A", title: "T", excerpt: "E" };
    expect(tally(all, {})).toMatchObject(all);
    expect(tally({}, all)).toMatchObject(all);
    expect(tally(all, other)).toMatchObject(other);
    expect(tally({})).toMatchObject({ permalink: null, author: null, title: null, excerpt: null });
  });

  test("names each reported category once, and stays urgent once marked", () => {
    const single = tally({ urgent: true }, { category: "SPAM" }, {});
    expect(single).toMatchObject({ categories: ["JUDI", "SPAM"], markedUrgent: true });
    expect(withoutReports(single).categories).toEqual([]);
  });

  test("records that a report forbids pixels, even after all are withdrawn", () => {
    expect(tally({}, { category: "PORNO_ANAK" }, {}).forbidsPixels).toBe(true);
    expect(tally({}).forbidsPixels).toBe(false);
    expect(withoutReports(tally({ category: "PORNO_ANAK", urgent: true }))).toMatchObject({
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

describe("a reporter's reliability", () => {
  test("the limit runs from the first report, by the category's hours", () => {
    expect(deriveFields(tally({}, { receivedAt: hours(5) }), undecided)).toMatchObject({
      category: "JUDI",
      dueAt: hours(24),
      urgent: false,
    });
    expect(deriveFields(tally({}, { category: "TERORISME", receivedAt: hours(5) }), undecided)).toMatchObject(
      {
        dueAt: hours(4),
        urgent: true,
      },
    );
    expect(deriveFields(tally({ category: "SPAM" }), undecided)).toMatchObject({
      dueAt: null,
      urgent: false,
    });
  });

  test("the decided category wins over the reported one; either can withhold", () => {
    expect(
      deriveFields(tally({ category: "TERORISME" }), { ...undecided, decidedCategory: "JUDI" }),
    ).toMatchObject({ category: "JUDI", urgent: false });
    for (const chosen of [{ decidedCategory: "PORNO_ANAK" }, { proposedCategory: "PORNO_ANAK" }] as const) {
      expect(deriveFields(tally({}), { ...undecided, ...chosen }).withheld).toBe(true);
    }
    const lane = tally({ category: "PORNO_ANAK" });
    expect(deriveFields(lane, undecided).withheld).toBe(true);
    expect(deriveFields(lane, { ...undecided, decidedCategory: "JUDI" }).withheld).toBe(false);
    expect(deriveFields(tally({}, { category: "PORNO_ANAK" }), undecided).withheld).toBe(false);
    expect(deriveFields(tally({}), undecided).withheld).toBe(false);
  });

  const keys = (...counts: ReportCounts[]) => counts.map((count) => deriveFields(count, undecided).queueKey);

  test("queue keys sort: urgent, then by time left, then without a limit by age, then without a live report", () => {
    const inOrder = keys(
      tally({ category: "TERORISME" }),
      tally({ urgent: true }),
      tally({ category: "SPAM", urgent: true }),
      tally({}),
      tally({ receivedAt: hours(1) }),
      tally({ category: "SPAM" }),
      tally({ category: "SPAM", receivedAt: hours(1) }),
      withoutReports(tally({ category: "TERORISME" })),
    );
    expect([...inOrder].reverse().sort()).toEqual(inOrder);
    expect(inOrder.filter((key) => !queueCursor.test(key))).toEqual([]);
    const [many = ""] = keys({ ...tally({}), voices: 1_000_000 });
    expect(many).toMatch(queueCursor);
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

  test("reach of a similar size is decided by the number of voices", () => {
    const heard = { ...tally({ weight: 0.8 }), reach: 70 };
    expect(keys({ ...tally({}), reach: 100 }, heard).sort()[0]).toBe(keys(heard)[0]);
  });
});

describe("voices", () => {
  test("ten reports of one unit count as one voice, the most reliable one", () => {
    const unit = Array.from({ length: 10 }, (_, place) => ({
      personId: `p${place}`,
      unitId: "u",
      weight: 0.1,
    }));
    expect(tally(...unit, { personId: "p3", unitId: "u", weight: 0.7 }, ...unit).voices).toBe(0.7);
  });

  test("people without a unit count separately; a withdrawn report does not count", () => {
    expect(tally({}, {}, { personId: "budi", weight: 0.5 }).voices).toBe(0.7);
    expect(withoutReports(tally({})).voices).toBe(0);
  });

  test("a thousand small ones add up exactly", () => {
    const many = Array.from({ length: 1_000 }, (_, place) => ({ personId: `p${place}`, weight: 0.1 }));
    expect(tally(...many).voices).toBe(100);
  });
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

test("pictures wait while their category is open between two people, and are refused once it is decided", () => {
  const policy = (forbidsPixels: boolean, change: Partial<Parameters<typeof pixelPolicyOf>[1]>) =>
    pixelPolicyOf({ forbidsPixels }, { ...undecided, ...change });
  expect(policy(true, {})).toBe("wait");
  expect(policy(false, {})).toBe("taken");
  expect(policy(false, { proposedCategory: "PORNO_ANAK" })).toBe("wait");
  expect(policy(true, { decidedCategory: "JUDI" })).toBe("taken");
  expect(policy(true, { decidedCategory: "JUDI", proposedCategory: "PORNO_ANAK" })).toBe("wait");
  expect(policy(false, { decidedCategory: "PORNO_ANAK", proposedCategory: "JUDI" })).toBe("refused");
});

describe("the parts of a report that its case shows", () => {
  const field = (value: string) => ({ value, source: "test" });
  const shown = (fields: Parameters<typeof shownFields>[0]["fields"]) =>
    shownFields({ subject: "x:post:45", fields });

  test("are the author's name, else the handle, and the title", () => {
    const author = { authorName: field("Siti"), authorHandle: field("@siti") };
    expect(shown({ ...author, title: field("Judul") })).toMatchObject({ author: "Siti", title: "Judul" });
    expect(shown({ authorHandle: author.authorHandle })).toMatchObject({ author: "@siti", title: null });
    expect(shown({})).toMatchObject({ author: null, title: null, excerpt: null });
  });

  test("include the text's beginning, and cut no emoji in two", () => {
    const excerptOf = (text: string) => shown({ text: field(text) }).excerpt;
    expect(excerptOf("a".repeat(excerptChars))).toBe("a".repeat(excerptChars));
    expect(excerptOf("a".repeat(excerptChars + 1))).toBe("a".repeat(excerptChars));
    expect(excerptOf("😀".repeat(excerptChars + 1))).toBe("😀".repeat(excerptChars));
  });
});

describe("a page mark with a time", () => {
  const id = "0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11";
  const time = "2026-11-25T01:02:03.004Z";
  const decoded = (cursor: string) => decodeTimeCursor(encodeCursor(cursor));
  const decodedTask = (cursor: string) => decodeTaskCursor(encodeCursor(cursor));

  test("has exactly a time and an id", () => {
    expect(decoded(`${time}|${id}`)).toEqual({ at: new Date(time), id });
    for (const wrong of [`x${time}|${id}`, `${time}|${id}0`, `${time}|${id.slice(1)}`, time, ""])
      expect(decoded(wrong), wrong).toBeUndefined();
  });

  test("of the task list has what was asked, a time, a place and an id", () => {
    const at = new Date(time);
    expect(decodedTask(`true|${time}|12|${id}`)).toEqual({ asked: true, at, place: 12, id });
    expect(decodedTask(`false|${time}|123456789|${id}`)).toMatchObject({ asked: false, place: 123_456_789 });
    const wrong = [
      `maybe|${time}|1|${id}`,
      `true|2026-99-99T00:00:00.000Z|1|${id}`,
      `true|${time}|1234567890|${id}`,
      `true|${time}||${id}`,
      `xtrue|${time}|1|${id}`,
      `true|${time}|1|${id}0`,
    ];
    for (const cursor of wrong) expect(decodedTask(cursor), cursor).toBeUndefined();
  });

  test("that is wrong is a problem of its parameter", () => {
    expect(invalidCursor()).toEqual({
      ok: false,
      problem: {
        code: "invalid-input",
        retry: "never",
        fields: [{ path: "after", message: "is not a page of this list" }],
      },
    });
  });
});

test("accepts page marks only from its own documents", () => {
  expect(toPage([1, 2, 3], 2, String)).toEqual({ rows: [1, 2], next: encodeCursor("2") });
  expect(toPage([1, 2], 2, String)).toEqual({ rows: [1, 2] });
  expect(decodeCursor(encodeCursor("2"), /^\d$/)).toBe("2");
  expect(decodeCursor("%%%", /^\d$/)).toBeUndefined();
  expect(
    decodeTimeCursor(encodeCursor("2026-99-99T00:00:00.000Z|0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11")),
  ).toBeUndefined();
});
