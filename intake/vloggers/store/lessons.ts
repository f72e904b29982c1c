/** The current lessons, and a person's progress in them across devices. */

import { desc, eq } from "drizzle-orm";
import type { LessonProgress, UploadedLessons } from "../../../utils/shared/contract/lesson.ts";
import { recipePack } from "../../../utils/shared/contract/recipe.ts";
import type { Verdict } from "../../../utils/shared/contract/review.ts";
import type { Lesson } from "../../../utils/shared/policy/lessons/lesson.ts";
import { lessonsInForce } from "../../../utils/shared/policy/lessons.ts";
import { openPack } from "../../../utils/shared/seal/recipe-pack.ts";
import type { OwnScope } from "../../core/scope.ts";
import { lessonProgress, people, recipePacks } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { readPack, readRecipesKey } from "../../recipes/store/recipes.ts";

type Row = typeof lessonProgress.$inferSelect;

export async function readProgress(db: Db, personId: string): Promise<LessonProgress> {
  const rows = await readRows(db, personId);
  return Object.fromEntries(rows.map(({ lesson, edition, answers }) => [lesson, { edition, answers }]));
}

/** Idempotent. */
export async function noteAnswers(
  db: Db,
  { personId }: OwnScope,
  brought: UploadedLessons,
  at: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockPerson(tx, personId);
    const rowsByLesson = new Map((await readRows(tx, personId)).map((row) => [row.lesson, row]));
    for (const lesson of await readLessonsInForce(tx)) {
      const given = brought[lesson.id];
      const answers = given && answersForEdition(lesson, given);
      if (!answers) continue;
      const { id, edition } = lesson;
      const merged = mergeAnswers(rowsByLesson.get(id), {
        edition,
        answers,
        at: answeredAt(given.agoMs, at),
      });
      await write(tx, { personId, lesson: id, ...merged });
    }
  });
}

/** Answers of unknown age count as older than all known ones. */
function answeredAt(agoMs: number | undefined, at: Date): Date {
  return new Date(Math.max(0, agoMs === undefined ? 0 : at.getTime() - agoMs));
}

function readRows(db: Db, personId: string): Promise<Row[]> {
  return db.select().from(lessonProgress).where(eq(lessonProgress.personId, personId));
}

async function write(tx: Db, row: Pick<Row, "personId" | "lesson"> & LessonAnswers): Promise<void> {
  const { edition, answers, at } = row;
  await tx
    .insert(lessonProgress)
    .values(row)
    .onConflictDoUpdate({
      target: [lessonProgress.personId, lessonProgress.lesson],
      set: { edition, answers, at },
    });
}

/** Serialises a person's acts across devices until the transaction ends. Inserts that reference the person are not blocked. */
export async function lockPerson(tx: Db, personId: string): Promise<void> {
  await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for("no key update");
}

/** Cache of the last pack; a published pack never changes. */
let cachedLessons: { pack: string; lessons: readonly Lesson[] } | undefined;

/**
 * The lessons of the newest pack if it contains valid ones, otherwise the built-in ones.
 * Reads the newest version each time, because another replica may have published one, but each pack only
 * once.
 */
export async function readLessonsInForce(db: Db): Promise<readonly Lesson[]> {
  const { version, at } = recipePacks;
  const [newest] = await db.select({ version, at }).from(recipePacks).orderBy(desc(version)).limit(1);
  const pack = newest ? `${newest.version} ${newest.at.toISOString()}` : "";
  if (cachedLessons?.pack === pack) return cachedLessons.lessons;
  const lessons = lessonsInForce(newest && (await readPart(db, newest.version)));
  cachedLessons = { pack, lessons };
  return lessons;
}

async function readPart(db: Db, version: number): Promise<unknown> {
  const [key, stored] = [await readRecipesKey(db), await readPack(db, version)];
  const opened = key && stored && (await openPack(stored.jws, key));
  return opened?.ok ? recipePack.safeParse(opened.value).data?.lessons : undefined;
}

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
