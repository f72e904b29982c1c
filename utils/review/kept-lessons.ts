/** What was answered in the lessons as this device keeps it: shown while the intake is far, and brought to it afterwards. */

import type { KeptLessons, LessonProgress } from "../contract/lesson.ts";
import { inTurn } from "../core/in-turn.ts";
import { connection, lessonsProgress, ownLessons } from "../core/storage.ts";

type Kept = KeptLessons[string];

/** Whose answers count here now; nobody's before enrolment. */
export async function learner(): Promise<string> {
  return (await connection.getValue())?.identity.personId ?? "";
}

export async function readKept(person: string): Promise<KeptLessons> {
  const [all, before] = await Promise.all([ownLessons.getValue(), lessonsProgress.getValue()]);
  return adopt(all[person] ?? {}, before);
}

/** Changes what is kept of one person, one change after the other. */
export function changeKept(person: string, change: (old: KeptLessons) => KeptLessons): Promise<KeptLessons> {
  return inTurn("lessons", async () => {
    const next = change(await readKept(person));
    await ownLessons.setValue({ ...(await ownLessons.getValue()), [person]: next });
    // Only now, so that it is nowhere missing.
    if (Object.keys(await lessonsProgress.getValue()).length > 0) await lessonsProgress.setValue({});
    return next;
  });
}

export function progressOf(kept: KeptLessons): LessonProgress {
  return Object.fromEntries(
    Object.entries(kept).map(([id, { edition, answers }]) => [id, { edition, answers }]),
  );
}

/** From before answers were kept by person. */
function adopt(own: KeptLessons, before: LessonProgress): KeptLessons {
  const adopted = Object.entries(before).map(([id, { edition, answers }]) => {
    const known = own[id];
    if (!known || known.edition < edition) return [id, { edition, answers, brought: false }];
    if (known.edition > edition) return [id, known];
    return [id, { ...known, answers: { ...answers, ...known.answers }, brought: false }];
  });
  return { ...own, ...Object.fromEntries(adopted) };
}

/** What is kept of a lesson once the intake has answered. `sent`: what it was told. */
export function heard(
  now: Kept | undefined,
  sent: Kept | undefined,
  known: LessonProgress[string] | undefined,
): Kept | undefined {
  // It does not have this edition, or not yet. One that it had and has no longer was taken back.
  if (!known || (now && now.edition > known.edition && !now.brought)) return now;
  if (now?.edition !== known.edition) return { ...known, brought: true };
  // Answered meanwhile: what is here is newer.
  if (JSON.stringify(now) !== JSON.stringify(sent ?? now))
    return { ...now, answers: { ...known.answers, ...now.answers } };
  const answers = { ...now.answers, ...known.answers };
  return { ...now, answers, brought: Object.keys(answers).every((id) => id in known.answers) };
}
