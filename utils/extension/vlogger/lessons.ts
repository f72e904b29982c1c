/** The lessons, the person's progress, and the upload of answers to the intake. */

import type { CourseView } from "../../shared/contract/exam.ts";
import type { LessonProgress, StoredLessons, UploadedLessons } from "../../shared/contract/lesson.ts";
import { ok, type Result } from "../../shared/contract/result.ts";
import type { Verdict } from "../../shared/contract/review.ts";
import type { Lesson, TryCase } from "../../shared/policy/lessons/lesson.ts";
import { callIntake } from "../api/call-intake.ts";
import { connection, lessonsProgress, ownLessons, runExclusive } from "../browser/storage.ts";
import { ask } from "../messages/send.ts";

export interface Course {
  lessons: readonly Lesson[];
  progress: LessonProgress;
}

/**
 * Returns the lessons of the background's pack, else the built-in ones. Loaded on demand, because the popup
 * opens without them.
 */
export async function readLessonsInForce(): Promise<readonly Lesson[]> {
  const [{ lessonsInForce }, published] = await Promise.all([
    import("../../shared/policy/lessons.ts"),
    ask("read-lessons", {}),
  ]);
  return lessonsInForce(published.ok ? published.value.lessons : undefined);
}

type StoredProgress = StoredLessons[string];

/**
 * Lesson answers on this device: shown while offline, and uploaded to the intake later. The current
 * person's id; empty before enrolment.
 */
async function learner(): Promise<string> {
  return (await connection.getValue())?.identity.personId ?? "";
}

async function readStoredProgress(person: string): Promise<StoredLessons> {
  const [all, before] = await Promise.all([ownLessons.getValue(), lessonsProgress.getValue()]);
  return adoptAnonymous(all[person] ?? {}, before);
}

/** Changes a person's stored lessons. Changes run one at a time. */
function changeStoredProgress(
  person: string,
  change: (old: StoredLessons) => StoredLessons,
): Promise<StoredLessons> {
  return runExclusive("lessons", async () => {
    const next = change(await readStoredProgress(person));
    await ownLessons.setValue({ ...(await ownLessons.getValue()), [person]: next });
    // Cleared last, so that the answers are always stored in at least one place.
    if (Object.keys(await lessonsProgress.getValue()).length > 0) await lessonsProgress.setValue({});
    return next;
  });
}

function progressOf(kept: StoredLessons): LessonProgress {
  return Object.fromEntries(
    Object.entries(kept).map(([id, { edition, answers }]) => [id, { edition, answers }]),
  );
}

/** Migrates answers stored before they were kept per person. */
function adoptAnonymous(own: StoredLessons, before: LessonProgress): StoredLessons {
  const adopted = Object.entries(before).map(([id, { edition, answers }]) => {
    const ownProgress = own[id];
    if (!ownProgress || ownProgress.edition < edition) return [id, { edition, answers, brought: false }];
    if (ownProgress.edition > edition) return [id, ownProgress];
    return [id, { ...ownProgress, answers: { ...answers, ...ownProgress.answers }, brought: false }];
  });
  return { ...own, ...Object.fromEntries(adopted) };
}

/** Merges a lesson with the intake's answer. `sent`: the version that was uploaded. */
function mergeAnswer(
  now: StoredProgress | undefined,
  sent: StoredProgress | undefined,
  known: LessonProgress[string] | undefined,
): StoredProgress | undefined {
  // The intake does not have this edition yet. An edition that it had and no longer has was withdrawn.
  if (!known || (now && now.edition > known.edition && !now.brought)) return now;
  if (now?.edition !== known.edition) return { ...known, brought: true };
  // Answered during the upload: local answers are newer.
  if (JSON.stringify(now) !== JSON.stringify(sent ?? now))
    return { ...now, answers: { ...known.answers, ...now.answers } };
  const answers = { ...now.answers, ...known.answers };
  return { ...now, answers, brought: Object.keys(answers).every((id) => id in known.answers) };
}

/** Returns the progress stored on this device. */
export async function readCourse(): Promise<Result<Course>> {
  const [lessons, kept] = await Promise.all([readLessonsInForce(), learner().then(readStoredProgress)]);
  return ok({ lessons, progress: progressOf(kept) });
}

/** Stores an answer. A lesson that changed in substance starts over. */
export async function answerTry(
  { id, edition }: Pick<Lesson, "id" | "edition">,
  tried: TryCase["id"],
  verdict: Verdict,
): Promise<LessonProgress> {
  const answeredAt = new Date(Date.now()).toISOString();
  const kept = await changeStoredProgress(await learner(), (old) => {
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
  return runExclusive("sync-course", async () => {
    const person = await learner();
    const sent = await readStoredProgress(person);
    const lessons = unsentAnswers(sent);
    const answer =
      Object.keys(lessons).length > 0
        ? await callIntake("noteLessons", { body: { lessons } })
        : await callIntake("getCourse");
    if (!answer.ok) return answer;
    const kept = await changeStoredProgress(person, (now) => mergeProgress(now, sent, answer.value.progress));
    return ok({ ...answer.value, progress: progressOf(kept) });
  });
}

function unsentAnswers(kept: StoredLessons): UploadedLessons {
  const waiting = Object.entries(kept).filter(([, { brought }]) => !brought);
  return Object.fromEntries(
    waiting.map(([id, { edition, answers, answeredAt }]) => {
      const ago = answeredAt === undefined ? {} : { agoMs: Math.max(0, Date.now() - Date.parse(answeredAt)) };
      return [id, { edition, answers, ...ago }];
    }),
  );
}

function mergeProgress(now: StoredLessons, sent: StoredLessons, known: LessonProgress): StoredLessons {
  const ids = [...new Set([...Object.keys(now), ...Object.keys(known)])];
  return Object.fromEntries(
    ids.flatMap((id) => {
      const kept = mergeAnswer(now[id], sent[id], known[id]);
      return kept ? [[id, kept]] : [];
    }),
  );
}
