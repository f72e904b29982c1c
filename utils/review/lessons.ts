/** The lessons, and how far this device's person has come with them. */

import type { LessonProgress } from "../contract/lesson.ts";
import { ok, type Result } from "../contract/result.ts";
import type { Verdict } from "../contract/review.ts";
import { inTurn } from "../core/in-turn.ts";
import { lessonsProgress } from "../core/storage.ts";
import type { Lesson, TryCase } from "../policy/lessons/lesson.ts";

export interface Course {
  lessons: readonly Lesson[];
  progress: LessonProgress;
}

/** The texts come only when somebody wants to learn: the popup opens without them. */
export async function readCourse(): Promise<Result<Course>> {
  const [{ lessons }, progress] = await Promise.all([
    import("../policy/lessons/index.ts"),
    lessonsProgress.getValue(),
  ]);
  return ok({ lessons, progress });
}

/** Notes what the person chose; a lesson that was changed in substance meanwhile starts over. */
export function answerTry(
  { id, edition }: Pick<Lesson, "id" | "edition">,
  tried: TryCase["id"],
  verdict: Verdict,
): Promise<LessonProgress> {
  return inTurn("lessons", async () => {
    const before = await lessonsProgress.getValue();
    const answers = before[id]?.edition === edition ? before[id].answers : {};
    const progress = { ...before, [id]: { edition, answers: { ...answers, [tried]: verdict } } };
    await lessonsProgress.setValue(progress);
    return progress;
  });
}
