/** Decides when an exam may begin and when it ends, by the intake's clock. */

import type { LessonProgress } from "../../utils/shared/contract/lesson.ts";
import { examRule } from "../../utils/shared/policy/exam-rules.ts";
import type { Lesson, LessonId } from "../../utils/shared/policy/lessons/lesson.ts";
import { lessonProgressOf } from "../../utils/shared/policy/lessons/progress.ts";
import { isAhead } from "../core/clock.ts";

const hourMs = 3_600_000;

export interface ExamAttempt {
  startedAt: Date;
  finishedAt: Date | null;
  passed: boolean | null;
}

export function attemptClosesAt({ startedAt }: Pick<ExamAttempt, "startedAt">): Date {
  return new Date(startedAt.getTime() + examRule.openHours * hourMs);
}

/**
 * Returns undefined while it takes answers. An open exam expires, so that its questions cannot be kept for
 * study. One that began while the clock was ahead is over.
 */
export function attemptEnd(sitting: ExamAttempt, at: Date): Date | undefined {
  if (sitting.finishedAt) return sitting.finishedAt;
  const closes = attemptClosesAt(sitting);
  return at < closes && !isAhead(sitting.startedAt, at) ? undefined : closes;
}

/** Time from which a new exam is allowed after a failed one. */
export function nextAttemptAt(ended: Date): Date {
  return new Date(ended.getTime() + examRule.waitHours * hourMs);
}

/** Lessons that a certificate with these editions does not cover. */
export function outdatedLessons(
  lessons: readonly Lesson[],
  editions: Readonly<Record<string, number>>,
): LessonId[] {
  return lessons.filter(({ id, edition }) => editions[id] !== edition).map(({ id }) => id);
}

export type Readiness =
  | { state: "open" | "passed" }
  | { state: "lessons-first"; untried: LessonId[] }
  | { state: "later"; from: Date }
  | { state: "ready"; lessons: LessonId[] };

export interface ReadinessFacts {
  /** Current lessons. */
  lessons: readonly Lesson[];
  progress: LessonProgress;
  last: ExamAttempt | undefined;
  /** Editions that the newest certificate covers; empty without one. */
  editions: Readonly<Record<string, number>>;
}

export function readinessOf({ lessons, progress, last, editions }: ReadinessFacts, at: Date): Readiness {
  const ended = last && attemptEnd(last, at);
  if (last && !ended) return { state: "open" };
  const lacking = outdatedLessons(lessons, editions);
  if (lacking.length === 0) return { state: "passed" };
  const untried = unfinishedLessons(lessons, progress);
  if (untried.length > 0) return { state: "lessons-first", untried };
  const from = ended && !isAhead(ended, at) ? nextAttemptAt(ended) : undefined;
  if (from && !last?.passed && at < from) return { state: "later", from };
  return { state: "ready", lessons: lacking };
}

/** Lessons with an unanswered practice case. */
function unfinishedLessons(lessons: readonly Lesson[], progress: LessonProgress): LessonId[] {
  return lessons.filter((lesson) => !lessonProgressOf(lesson, progress).all).map(({ id }) => id);
}
