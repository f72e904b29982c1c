import type { LessonProgress } from "../../contract/lesson.ts";
import type { Verdict } from "../../contract/review.ts";
import type { Lesson } from "./lesson.ts";

export interface LessonProgressSummary {
  /** Keyed by the case's id; this edition only. */
  answers: Readonly<Record<string, Verdict>>;
  count: number;
  all: boolean;
  /** An earlier edition was started, and the lesson has changed in substance since. */
  changed: boolean;
}

export function lessonProgressOf(
  { id, edition, tries }: Lesson,
  progress: LessonProgress,
): LessonProgressSummary {
  const stored = progress[id];
  const answers = stored?.edition === edition ? stored.answers : {};
  const count = tries.filter((attempt) => answers[attempt.id] !== undefined).length;
  return {
    answers,
    count,
    all: count === tries.length,
    changed: stored !== undefined && stored.edition !== edition,
  };
}
