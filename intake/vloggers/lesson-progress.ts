/** Merges a person's lesson answers from several devices. */

import type { LessonProgress } from "../../utils/shared/contract/lesson.ts";
import type { Verdict } from "../../utils/shared/contract/review.ts";
import type { Lesson, LessonId } from "../../utils/shared/policy/lessons/lesson.ts";
import { lessonProgressOf } from "../../utils/shared/policy/lessons/progress.ts";

export interface LessonAnswers {
  edition: number;
  answers: Readonly<Record<string, Verdict>>;
  /** Time of the last answer. */
  at: Date;
}

/**
 * Within one edition, both are kept and the newer wins. `brought` has the current edition, so answers of
 * another edition are dropped.
 */
export function mergeAnswers(known: LessonAnswers | undefined, brought: LessonAnswers): LessonAnswers {
  if (known?.edition !== brought.edition) return brought;
  const [older, newer] = brought.at > known.at ? [known, brought] : [brought, known];
  return { ...newer, answers: { ...older.answers, ...newer.answers } };
}

/** Keeps answers to the lesson's own cases. Returns undefined if the edition differs or none match. */
export function answersForEdition(
  { edition, tries }: Lesson,
  brought: Pick<LessonAnswers, "edition" | "answers">,
): LessonAnswers["answers"] | undefined {
  if (brought.edition !== edition) return undefined;
  const own = tries.flatMap(({ id }) => {
    const verdict = brought.answers[id];
    return verdict === undefined ? [] : [[id, verdict] as const];
  });
  return own.length === 0 ? undefined : Object.fromEntries(own);
}

/** Lessons with an unanswered practice case. */
export function unfinishedLessons(lessons: readonly Lesson[], progress: LessonProgress): LessonId[] {
  return lessons.filter((lesson) => !lessonProgressOf(lesson, progress).all).map(({ id }) => id);
}
