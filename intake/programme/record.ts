/** How often a vlogger's verdicts were right in the end, overall and in each lesson's group, and how sure that is. */

import type { TrustShare } from "../../utils/contract/trust.ts";
import { type LessonId, lessonIds } from "../../utils/policy/lessons/lesson.ts";
import { wilsonLower, wilsonUpper } from "../../utils/policy/wilson.ts";

export interface Mark {
  lesson: LessonId;
  golden: boolean;
  right: boolean;
  at: Date;
}

/** As many of the newest count: what somebody did years ago says little of today. */
export const countedMarks = 200;

export function shareOf(marks: readonly Pick<Mark, "right">[]): TrustShare {
  return shareFrom(marks.filter((mark) => mark.right).length, marks.length);
}

/** Of marks that were counted elsewhere. */
export function shareFrom(right: number, of: number): TrustShare {
  return { right, of, lower: wilsonLower(right, of), upper: wilsonUpper(right, of) };
}

/** Those groups only of which there are marks, in the order of the lessons. */
export function groupsOf(marks: readonly Mark[]): (TrustShare & { lesson: LessonId })[] {
  return lessonIds
    .map((lesson) => ({ lesson, ...shareOf(marks.filter((mark) => mark.lesson === lesson)) }))
    .filter(({ of }) => of > 0);
}
