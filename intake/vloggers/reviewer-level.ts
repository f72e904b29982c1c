/** Reviewer levels: promotion from participant to reviewer to trusted, demotion, pause and return. */

import type { LessonId } from "../../utils/shared/contract/lesson.ts";
import type { ReviewerLevel } from "../../utils/shared/contract/reviewer-level.ts";
import { wilsonUpper } from "../../utils/shared/policy/reporter-reliability.ts";
import { isAhead } from "../core/clock.ts";
import { groupsOf, type ReviewGrade, shareOf, sidesOf } from "./review-grades.ts";

/** A person's reviewer level and pause. */
export interface ReviewerStatus {
  rank: ReviewerLevel;
  pausedAt: Date | null;
  /** `record`: paused and resumed automatically; `person`: paused by a coordinator, who alone can end it. */
  pausedFor: "record" | "person" | null;
  /** The group of categories that caused the pause; null for all together. */
  pausedGroup: LessonId | null;
  /** Earlier marks no longer count towards a pause, unless the clock was ahead then. */
  resumedAt: Date | null;
}

/** Level of a person without data. */
export const newReviewer: ReviewerStatus = {
  rank: "participant",
  pausedAt: null,
  pausedFor: null,
  pausedGroup: null,
  resumedAt: null,
};

/** Minimum number of marks, and minimum lower bound of the share of right verdicts. */
export const levelThresholds = {
  reviewer: { marks: 5, lower: 0.5 },
  trusted: { marks: 30, lower: 0.75 },
  /** Maximum share of golden cases, whose answers colluding reviewers could pass on. */
  trustedGolden: 0.5,
  /** Hysteresis: below the promotion threshold, so that the level does not change with every mark. */
  staysTrusted: 0.7,
  /** Pauses once the upper bound of the share (99 %) is below the threshold. */
  pause: { marks: 10, upper: 0.75, quantile: 2.58 },
  /** Minimum number of marks with one finding. Where it is rare, many of them come from wrong decisions. */
  pauseSide: 20,
  /** Refresher: golden cases reviewed since the pause, with this share right of those that violate, and of the others. */
  back: { marks: 8, lower: 0.5, eachSide: 0.5, sideMarks: 2 },
} as const;

/** Returns the level after these marks. `at` is the time of a change. */
export function nextStatus(rung: ReviewerStatus, marks: readonly ReviewGrade[], at: Date): ReviewerStatus {
  if (rung.pausedAt) return afterRefresher(rung, marks, at);
  const { resumedAt } = rung;
  const isKnown = resumedAt !== null && !isAhead(resumedAt, at);
  const since = isKnown ? marks.filter((mark) => mark.at > resumedAt) : marks;
  const failing = findFailing(since);
  if (failing !== undefined)
    return { ...rung, pausedAt: at, pausedFor: "record", pausedGroup: failing.group };
  return { ...rung, rank: levelBy(rung.rank, marks) };
}

/** Counts marks from before a pause too, so lost trust is regained more slowly. */
function levelBy(rank: ReviewerLevel, marks: readonly ReviewGrade[]): ReviewerLevel {
  const { of, lower } = shareOf(marks);
  const golden = marks.filter((mark) => mark.golden).length;
  const needed = rank === "trusted" ? levelThresholds.staysTrusted : levelThresholds.trusted.lower;
  const isTrusted =
    of >= levelThresholds.trusted.marks &&
    lower >= needed &&
    golden <= of * levelThresholds.trustedGolden &&
    isSoundInEach(marks);
  if (isTrusted) return "trusted";
  if (rank !== "participant") return "reviewer";
  return of >= levelThresholds.reviewer.marks && lower >= levelThresholds.reviewer.lower
    ? "reviewer"
    : "participant";
}

/** Weak results in one group of categories, or on one finding, prevent trust, whatever the other results. */
function isSoundInEach(marks: readonly ReviewGrade[]): boolean {
  return [...groupsOf(marks), ...sidesOf(marks)].every(
    ({ of, upper }) => of < levelThresholds.pause.marks || upper >= levelThresholds.pause.upper,
  );
}

/**
 * Checks the total and each finding first; a single group matters only if these are good. Where most videos violate, the
 * total cannot distinguish a good reviewer from one who always answers "violates".
 */
function findFailing(marks: readonly ReviewGrade[]): { group: LessonId | null } | undefined {
  const sides = sidesOf(marks).filter(({ of }) => of >= levelThresholds.pauseSide);
  if ([shareOf(marks), ...sides].some(isBelow)) return { group: null };
  const group = groupsOf(marks).find(isBelow);
  return group && { group: group.lesson };
}

function isBelow({ right, of }: { right: number; of: number }): boolean {
  return (
    of >= levelThresholds.pause.marks &&
    wilsonUpper(right, of, levelThresholds.pause.quantile) < levelThresholds.pause.upper
  );
}

function afterRefresher(rung: ReviewerStatus, marks: readonly ReviewGrade[], at: Date): ReviewerStatus {
  if (rung.pausedFor !== "record") return rung;
  const { of, lower } = refresherOf(rung, marks);
  const isSound = of >= levelThresholds.back.marks && lower >= levelThresholds.back.lower;
  return isSound && isSoundOnEachSide(rung, marks) ? resumeStatus(rung, at) : rung;
}

/** One mark on a finding says little. None is enough only where the record before the pause was not mostly wrong. */
function isSoundOnEachSide(rung: Paused, marks: readonly ReviewGrade[]): boolean {
  const { eachSide, sideMarks } = levelThresholds.back;
  const isHalfRight = ({ right, of }: { right: number; of: number }) => right >= of * eachSide;
  const before = sidesOf(marks.filter((mark) => rung.pausedAt !== null && mark.at <= rung.pausedAt));
  return sidesOf(refresherMarks(rung, marks)).every((side, place) =>
    isHalfRight(side.of < sideMarks ? (before[place] ?? side) : side),
  );
}

type Paused = Pick<ReviewerStatus, "pausedAt">;

function refresherMarks({ pausedAt }: Paused, marks: readonly ReviewGrade[]): ReviewGrade[] {
  return marks.filter((mark) => mark.golden && pausedAt !== null && mark.at > pausedAt);
}

/** Share that decides the return from a pause. */
export function refresherOf(rung: Paused, marks: readonly ReviewGrade[]) {
  return shareOf(refresherMarks(rung, marks));
}

/**
 * Returns the status after a pause. The rank is at most reviewer, because a pause must not promote. Marks from before a
 * pause by a person still count, so that such a pause cannot prevent an automatic one.
 */
export function resumeStatus(rung: ReviewerStatus, at: Date): ReviewerStatus {
  const rank = rung.rank === "participant" ? "participant" : "reviewer";
  const resumedAt = rung.pausedFor === "record" ? at : rung.resumedAt;
  return { ...rung, ...notPaused, rank, resumedAt };
}

/**
 * Returns the status after a pause that a person ends. Marks that came during a pause by a person may pause at once, but
 * do not promote.
 */
export function endPause(rung: ReviewerStatus, marks: readonly ReviewGrade[], at: Date): ReviewerStatus {
  const resumed = resumeStatus(rung, at);
  const next = nextStatus(resumed, marks, at);
  return next.pausedAt ? next : resumed;
}

const notPaused = { pausedAt: null, pausedFor: null, pausedGroup: null } as const;
