/** What a person answered in the lessons, put together from wherever they answered it. */

import type { LessonProgress } from "../../utils/contract/lesson.ts";
import type { Verdict } from "../../utils/contract/review.ts";
import { doneOf } from "../../utils/policy/lessons/answers.ts";
import type { Lesson, LessonId } from "../../utils/policy/lessons/lesson.ts";

export interface Answered {
  edition: number;
  answers: Readonly<Record<string, Verdict>>;
  /** When the last of them was given. */
  at: Date;
}

/** Of one edition both are kept, and where they differ the newer; any other gives way to the one in force, which is brought. */
export function mergeAnswers(known: Answered | undefined, brought: Answered): Answered {
  if (known?.edition !== brought.edition) return brought;
  const [older, newer] = brought.at > known.at ? [known, brought] : [brought, known];
  return { ...newer, answers: { ...older.answers, ...newer.answers } };
}

/** The answers to cases that the lesson has; undefined where they are of another edition, or of none of its cases. */
export function fitting(
  { edition, tries }: Lesson,
  brought: Pick<Answered, "edition" | "answers">,
): Answered["answers"] | undefined {
  if (brought.edition !== edition) return undefined;
  const own = tries.flatMap(({ id }) => {
    const verdict = brought.answers[id];
    return verdict === undefined ? [] : [[id, verdict] as const];
  });
  return own.length === 0 ? undefined : Object.fromEntries(own);
}

/** Lessons of which a case waits to be tried. */
export function untriedIn(lessons: readonly Lesson[], progress: LessonProgress): LessonId[] {
  return lessons.filter((lesson) => !doneOf(lesson, progress).all).map(({ id }) => id);
}
