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
  const known = progress[id];
  const answers = known?.edition === edition ? known.answers : {};
  const count = tries.filter((one) => answers[one.id] !== undefined).length;
  return {
    answers,
    count,
    all: count === tries.length,
    changed: known !== undefined && known.edition !== edition,
  };
}
