/** Trust earned and lost. */

import { describe, expect, test } from "vitest";
import { groupsOf, type ReviewGrade } from "../../../../intake/vloggers/review-grades.ts";
import {
  newReviewer,
  nextStatus,
  type ReviewerStatus,
  resumeStatus,
} from "../../../../intake/vloggers/reviewer-level.ts";
import type { LessonId } from "../../../../utils/shared/contract/lesson.ts";

const at = (minute: number) => new Date(minute * 60_000);

/** One a minute from `first` on: `+` right, `-` wrong. */
const marksOf = (
  said: string,
  { first = 1, golden = false, violates = true, lesson = "uang" as LessonId } = {},
): ReviewGrade[] =>
  [...said].map((one, index) => ({ lesson, golden, violates, right: one === "+", at: at(first + index) }));

/** After each mark, as the intake does it. */
function climbAll(
  rung: ReviewerStatus,
  marks: readonly ReviewGrade[],
  known: readonly ReviewGrade[] = [],
): ReviewerStatus {
  return marks.reduce(
    (now, mark, index) => nextStatus(now, [...known, ...marks.slice(0, index + 1)], mark.at),
    rung,
  );
}

describe("up", () => {
  test("a participant becomes a reviewer once five are right", () => {
    expect(climbAll(newReviewer, marksOf("++++")).rank).toBe("participant");
    expect(climbAll(newReviewer, marksOf("+++++")).rank).toBe("reviewer");
    expect(climbAll(newReviewer, marksOf("+++-+")).rank).toBe("participant");
  });

  test("a reviewer is trusted after thirty, of which hardly any were wrong", () => {
    expect(climbAll(newReviewer, marksOf("+".repeat(29))).rank).toBe("reviewer");
    expect(climbAll(newReviewer, marksOf("+".repeat(30))).rank).toBe("trusted");
    expect(climbAll(newReviewer, marksOf("++++--".repeat(5))).rank).not.toBe("trusted");
  });

  test("a reviewer is not trusted with a record of mostly golden cases", () => {
    const golden = marksOf("+".repeat(200), { golden: true });
    expect(climbAll(newReviewer, golden).rank).toBe("reviewer");
    const reviewer: ReviewerStatus = { ...newReviewer, rank: "reviewer" };
    const decided = (count: number) => marksOf("+".repeat(count), { first: 201 });
    expect(nextStatus(reviewer, [...golden.slice(0, 16), ...decided(15)], at(300)).rank).toBe("reviewer");
    expect(nextStatus(reviewer, [...golden.slice(0, 16), ...decided(16)], at(300)).rank).toBe("trusted");
  });

  test("except for a reviewer who is careless in one group, even if too uncertain for a pause", () => {
    const others = marksOf("+".repeat(100));
    const marks = marksOf("+-+-+-+---", { first: 101, lesson: "seksual" });
    const reviewer: ReviewerStatus = { ...newReviewer, rank: "reviewer" };
    expect(nextStatus(reviewer, others, at(200)).rank).toBe("trusted");
    expect(nextStatus(reviewer, [...others, ...marks], at(200))).toEqual(reviewer);
  });
});

test("a reviewer who always gives the same verdict is not trusted, and paused once that is sure", () => {
  const reviewer: ReviewerStatus = { ...newReviewer, rank: "reviewer" };
  for (const violates of [true, false]) {
    const often = marksOf("+".repeat(170), { violates });
    const seldom = (wrong: number) => marksOf("-".repeat(wrong), { first: 171, violates: !violates });
    expect(nextStatus(reviewer, [...often, ...seldom(9)], at(300))).toMatchObject({
      ...{ rank: "trusted", pausedAt: null },
    });
    expect(nextStatus(reviewer, [...often, ...seldom(19)], at(300))).toEqual(reviewer);
    expect(nextStatus(reviewer, [...often, ...seldom(20)], at(300))).toEqual({
      ...reviewer,
      ...{ pausedAt: at(300), pausedFor: "record", pausedGroup: null },
    });
    // Too uncertain for a pause, but no trust.
    const some = marksOf("+-+-+-+---", { first: 171, violates: !violates });
    expect(nextStatus(reviewer, [...often, ...some], at(300))).toEqual(reviewer);
  }
});

describe("down", () => {
  const trusted: ReviewerStatus = { ...newReviewer, rank: "trusted" };

  test("pauses in spite of a resumption in the future, when the clock was ahead", () => {
    const back = { ...trusted, resumedAt: at(9_000) };
    expect(nextStatus(back, marksOf("-".repeat(20)), at(99)).pausedFor).toBe("record");
  });

  test("a trusted reviewer with occasional errors is demoted, but not at once", () => {
    const good = "+".repeat(28);
    expect(nextStatus(trusted, marksOf(`${good}---`), at(99)).rank).toBe("trusted");
    expect(nextStatus(trusted, marksOf(`${good}------`), at(99)).rank).toBe("reviewer");
  });

  test("a reviewer keeps the level with a record that would not earn it", () => {
    const reviewer: ReviewerStatus = { ...newReviewer, rank: "reviewer" };
    expect(nextStatus(reviewer, marksOf("+-"), at(99)).rank).toBe("reviewer");
    // Enough to stay trusted, too little to become it.
    const good = marksOf(`${"+".repeat(28)}----`);
    expect(nextStatus(trusted, good, at(99)).rank).toBe("trusted");
    expect(nextStatus(reviewer, good, at(99)).rank).toBe("reviewer");
  });

  test("paused only once it is sure, and never by few", () => {
    expect(climbAll(newReviewer, marksOf("---------")).pausedAt).toBeNull();
    expect(climbAll(newReviewer, marksOf("----------"))).toMatchObject({
      ...{ pausedAt: at(10), pausedFor: "record", pausedGroup: null },
    });
    // Half wrong in ten may be bad luck; half wrong in forty is not.
    expect(nextStatus(newReviewer, marksOf("+-+-+-+-+-"), at(99)).pausedAt).toBeNull();
    expect(nextStatus(newReviewer, marksOf("+-".repeat(20)), at(99)).pausedAt).toEqual(at(99));
  });

  test("is paused for one group, which is named, although the whole record is good", () => {
    const others = marksOf("+".repeat(100), { lesson: "kekerasan" });
    const marks = marksOf("+--+---+---", { first: 101 });
    expect(nextStatus(trusted, [...others, ...marks], at(200))).toMatchObject({
      ...{ pausedFor: "record", pausedGroup: "uang" },
    });
  });
});

describe("back", () => {
  const bad = marksOf("----------");
  const paused = climbAll(newReviewer, bad);

  test("needs eight golden cases since the pause, of which one may be wrong", () => {
    const back = marksOf("+++++-++", { first: 11, golden: true });
    expect(climbAll(paused, back.slice(0, 7), bad).pausedAt).toEqual(at(10));
    expect(climbAll(paused, back, bad)).toEqual({ ...newReviewer, resumedAt: at(18) });
    expect(climbAll(paused, marksOf("++++--++", { first: 11, golden: true }), bad).pausedAt).toEqual(at(10));
  });

  test("needs half of the golden cases right on each finding, and one wrong verdict on a finding is no proof", () => {
    const seven = marksOf("+++++++", { first: 11, golden: true });
    const other = (signs: string) => marksOf(signs, { first: 18, golden: true, violates: false });
    expect(climbAll(paused, [...seven, ...other("-")], bad).pausedAt).toBeNull();
    const both = marksOf("++--", { first: 11, golden: true, violates: false });
    const more = (signs: string) => marksOf(signs, { first: 15, golden: true });
    expect(climbAll(paused, [...both.slice(2), ...more("+".repeat(20))], bad).pausedAt).toEqual(at(10));
    expect(climbAll(paused, [...both, ...more("+".repeat(20))], bad).pausedAt).toBeNull();
  });

  test("needs golden cases of a finding that was mostly wrong, which answers without a mark cannot avoid", () => {
    const oneSided = [
      ...marksOf("+".repeat(170)),
      ...marksOf("-".repeat(20), { first: 171, violates: false }),
    ];
    const now = nextStatus({ ...newReviewer, rank: "reviewer" }, oneSided, at(190));
    expect(now.pausedAt).toEqual(at(190));
    const eight = marksOf("+".repeat(8), { first: 191, golden: true });
    const other = (signs: string) => marksOf(signs, { first: 199, golden: true, violates: false });
    for (const signs of ["", "+", "--"])
      expect(climbAll(now, [...eight, ...other(signs)], oneSided).pausedAt, signs).toEqual(at(190));
    for (const signs of ["++", "+-"])
      expect(climbAll(now, [...eight, ...other(signs)], oneSided).pausedAt, signs).toBeNull();
  });

  test("returns as a reviewer at most; a former participant is promoted only by the whole record", () => {
    const back = marksOf("++++++++", { first: 11, golden: true });
    for (const [rank, then] of [
      ["trusted", "reviewer"],
      ["reviewer", "reviewer"],
      ["participant", "participant"],
    ] as const)
      expect(climbAll({ ...paused, rank }, back, bad).rank, rank).toBe(then);
    const [again, known] = [climbAll(paused, back, bad), [...bad, ...back]];
    const right = marksOf("+".repeat(16), { first: 19 });
    expect(climbAll(again, right.slice(0, 8), known).rank).toBe("participant");
    expect(climbAll(again, right, known).rank).toBe("reviewer");
  });

  test("ignores reviews from before that were settled later, and pauses by the coordinator", () => {
    expect(climbAll(paused, marksOf("+".repeat(20), { first: 11 }), bad).pausedAt).toEqual(at(10));
    const byPerson: ReviewerStatus = { ...paused, pausedFor: "person" };
    const back = marksOf("+".repeat(20), { first: 11, golden: true });
    expect(climbAll(byPerson, back, bad)).toEqual(byPerson);
  });

  test("ignores the record before the pause, and earns trust more slowly", () => {
    const again = resumeStatus(paused, at(20));
    expect(nextStatus(again, bad, at(21)).pausedAt).toBeNull();
    const right = marksOf("+".repeat(31), { first: 21 });
    expect(nextStatus(again, [...bad, ...right], at(60)).rank).toBe("reviewer");
    expect(nextStatus(again, right, at(60)).rank).toBe("trusted");
  });
});

test("omits a group without marks", () => {
  expect(groupsOf(marksOf("++-"))).toEqual([
    { lesson: "uang", right: 2, of: 3, lower: expect.closeTo(0.208, 3), upper: expect.closeTo(0.939, 3) },
  ]);
});
