/** Lesson answers on this device: shown while offline, and uploaded to the intake later. */

import type { KeptLessons, LessonProgress } from "../../shared/contract/lesson.ts";
import { inTurn } from "../browser/in-turn.ts";
import { connection, lessonsProgress, ownLessons } from "../browser/storage.ts";

type Kept = KeptLessons[string];

/** The current person's id; empty before enrolment. */
export async function learner(): Promise<string> {
  return (await connection.getValue())?.identity.personId ?? "";
}

export async function readKept(person: string): Promise<KeptLessons> {
  const [all, before] = await Promise.all([ownLessons.getValue(), lessonsProgress.getValue()]);
  return adopt(all[person] ?? {}, before);
}

/** Changes a person's stored lessons. Changes run one at a time. */
export function changeKept(person: string, change: (old: KeptLessons) => KeptLessons): Promise<KeptLessons> {
  return inTurn("lessons", async () => {
    const next = change(await readKept(person));
    await ownLessons.setValue({ ...(await ownLessons.getValue()), [person]: next });
    // Cleared last, so that the answers are always stored in at least one place.
    if (Object.keys(await lessonsProgress.getValue()).length > 0) await lessonsProgress.setValue({});
    return next;
  });
}

export function progressOf(kept: KeptLessons): LessonProgress {
  return Object.fromEntries(
    Object.entries(kept).map(([id, { edition, answers }]) => [id, { edition, answers }]),
  );
}

/** Migrates answers stored before they were kept per person. */
function adopt(own: KeptLessons, before: LessonProgress): KeptLessons {
  const adopted = Object.entries(before).map(([id, { edition, answers }]) => {
    const known = own[id];
    if (!known || known.edition < edition) return [id, { edition, answers, brought: false }];
    if (known.edition > edition) return [id, known];
    return [id, { ...known, answers: { ...answers, ...known.answers }, brought: false }];
  });
  return { ...own, ...Object.fromEntries(adopted) };
}

/** Merges a lesson with the intake's answer. `sent`: the version that was uploaded. */
export function heard(
  now: Kept | undefined,
  sent: Kept | undefined,
  known: LessonProgress[string] | undefined,
): Kept | undefined {
  // The intake does not have this edition yet. An edition that it had and no longer has was withdrawn.
  if (!known || (now && now.edition > known.edition && !now.brought)) return now;
  if (now?.edition !== known.edition) return { ...known, brought: true };
  // Answered during the upload: local answers are newer.
  if (JSON.stringify(now) !== JSON.stringify(sent ?? now))
    return { ...now, answers: { ...known.answers, ...now.answers } };
  const answers = { ...now.answers, ...known.answers };
  return { ...now, answers, brought: Object.keys(answers).every((id) => id in known.answers) };
}
