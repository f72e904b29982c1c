/** The lessons, the person's progress, and the upload of answers to the intake. */

import type { CourseView } from "../../shared/contract/exam.ts";
import type { BroughtLessons, KeptLessons, LessonProgress } from "../../shared/contract/lesson.ts";
import { ok, type Result } from "../../shared/contract/result.ts";
import type { Verdict } from "../../shared/contract/review.ts";
import type { Lesson, TryCase } from "../../shared/policy/lessons/lesson.ts";
import { callIntake } from "../api/call-intake.ts";
import { nowMs } from "../browser/clock.ts";
import { inTurn } from "../browser/in-turn.ts";
import { ask } from "../messages/ask.ts";
import { changeKept, heard, learner, progressOf, readKept } from "./kept-lessons.ts";

export interface Course {
  lessons: readonly Lesson[];
  progress: LessonProgress;
}

/**
 * Returns the lessons of the background's pack, else the built-in ones. Loaded on demand, because the popup
 * opens without them.
 */
export async function readTaught(): Promise<readonly Lesson[]> {
  const [{ lessonsInForce }, published] = await Promise.all([
    import("../../shared/policy/lessons/in-force.ts"),
    ask("read-lessons", {}),
  ]);
  return lessonsInForce(published.ok ? published.value.lessons : undefined);
}

/** Returns the progress stored on this device. */
export async function readCourse(): Promise<Result<Course>> {
  const [lessons, kept] = await Promise.all([readTaught(), learner().then(readKept)]);
  return ok({ lessons, progress: progressOf(kept) });
}

/** Stores an answer. A lesson that changed in substance starts over. */
export async function answerTry(
  { id, edition }: Pick<Lesson, "id" | "edition">,
  tried: TryCase["id"],
  verdict: Verdict,
): Promise<LessonProgress> {
  const answeredAt = new Date(nowMs()).toISOString();
  const kept = await changeKept(await learner(), (old) => {
    const answers = old[id]?.edition === edition ? old[id].answers : {};
    return {
      ...old,
      [id]: { edition, answers: { ...answers, [tried]: verdict }, answeredAt, brought: false },
    };
  });
  return progressOf(kept);
}

/** Uploads new answers and returns the intake's view of the course; `progress` merges both. */
export function syncCourse(): Promise<Result<CourseView>> {
  return inTurn("sync-course", async () => {
    const person = await learner();
    const sent = await readKept(person);
    const lessons = waitingIn(sent);
    const answer =
      Object.keys(lessons).length > 0
        ? await callIntake("noteLessons", { body: { lessons } })
        : await callIntake("getCourse");
    if (!answer.ok) return answer;
    const kept = await changeKept(person, (now) => joined(now, sent, answer.value.progress));
    return ok({ ...answer.value, progress: progressOf(kept) });
  });
}

function waitingIn(kept: KeptLessons): BroughtLessons {
  const waiting = Object.entries(kept).filter(([, { brought }]) => !brought);
  return Object.fromEntries(
    waiting.map(([id, { edition, answers, answeredAt }]) => {
      const ago = answeredAt === undefined ? {} : { agoMs: Math.max(0, nowMs() - Date.parse(answeredAt)) };
      return [id, { edition, answers, ...ago }];
    }),
  );
}

function joined(now: KeptLessons, sent: KeptLessons, known: LessonProgress): KeptLessons {
  const ids = [...new Set([...Object.keys(now), ...Object.keys(known)])];
  return Object.fromEntries(
    ids.flatMap((id) => {
      const kept = heard(now[id], sent[id], known[id]);
      return kept ? [[id, kept]] : [];
    }),
  );
}
