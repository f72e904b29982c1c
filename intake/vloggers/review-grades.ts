/** Share of a vlogger's verdicts that proved right, in total and per lesson, with confidence bounds. */

import type { TrustShare } from "../../utils/shared/contract/reviewer-level.ts";
import { type LessonId, lessonIds } from "../../utils/shared/policy/lessons/lesson.ts";
import { wilsonLower, wilsonUpper } from "../../utils/shared/policy/reporter-reliability.ts";

export interface ReviewGrade {
  lesson: LessonId;
  golden: boolean;
  /** The finding. */
  violates: boolean;
  right: boolean;
  at: Date;
}

/** Only this many of the newest marks count, because old ones say little about today. */
export const countedGrades = 200;

export function shareOf(marks: readonly Pick<ReviewGrade, "right">[]): TrustShare {
  return shareFrom(marks.filter((mark) => mark.right).length, marks.length);
}

/** From counts made elsewhere. */
export function shareFrom(right: number, of: number): TrustShare {
  return { right, of, lower: wilsonLower(right, of), upper: wilsonUpper(right, of) };
}

/** Groups with at least one mark, in the order of the lessons. */
export function groupsOf(marks: readonly ReviewGrade[]): (TrustShare & { lesson: LessonId })[] {
  return lessonIds
    .map((lesson) => ({ lesson, ...shareOf(marks.filter((mark) => mark.lesson === lesson)) }))
    .filter(({ of }) => of > 0);
}

/** By finding: the share of violations that were recognised, and of other videos. */
export function sidesOf(marks: readonly ReviewGrade[]): TrustShare[] {
  return [true, false].map((side) => shareOf(marks.filter(({ violates }) => violates === side)));
}
