/** The lessons that an administrator edited, judged against those that people have learned. */

import { writeFile } from "node:fs/promises";
import { z } from "zod";
import type { LessonId } from "../../utils/contract/lesson.ts";
import { taughtLessons } from "../../utils/contract/taught.ts";
import { lessons as builtIn } from "../../utils/policy/lessons/index.ts";
import type { Lesson } from "../../utils/policy/lessons/lesson.ts";
import { canonicalJson } from "../../utils/seal/digest.ts";
import { readJson } from "./json-file.ts";
import type { Publisher } from "./publish.ts";

const file = z.strictObject({ lessons: taughtLessons });

/** Throws what is wrong with the file, in words that name the place. */
export async function lessonsIn(path: string): Promise<readonly Lesson[]> {
  return (await readJson(path, file, "a file of lessons")).lessons;
}

/** Never over what somebody may be editing. */
export async function writeLessons(path: string, lessons: readonly Lesson[]): Promise<void> {
  const text = `${JSON.stringify({ lessons }, null, 2)}\n`;
  await writeFile(path, text, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? new Error(`${path} is there already.`) : error;
  });
}

export interface LessonChange {
  id: LessonId;
  before: number;
  /** The same: only its wording changed. */
  edition: number;
}

export interface Learned {
  /** What counts until now. */
  inForce: readonly Lesson[];
  /** The last that a pack held, where built-in lessons count again since. */
  published: readonly Lesson[] | undefined;
  /** Somebody says that only wording changed. */
  sameEdition: boolean;
}

/** Throws where people would be taken to know what they never read. */
export function changesTo(next: readonly Lesson[], learned: Learned): LessonChange[] {
  const judged = next.map((lesson) => changeTo(lesson, learned));
  const wrong = judged.filter((one) => typeof one === "string");
  if (wrong.length > 0) throw new Error(`Nothing was published:\n${wrong.join("\n")}`);
  return judged.flatMap((one) => (typeof one === "object" ? [one] : []));
}

/** What going back to the built-in lessons changes; their editions are what they are. */
export function changesBack(builtIn: readonly Lesson[], inForce: readonly Lesson[]): LessonChange[] {
  return builtIn.flatMap((lesson) => {
    const before = named(inForce, lesson.id);
    return before && !isSame(before, lesson)
      ? [{ id: lesson.id, before: before.edition, edition: lesson.edition }]
      : [];
  });
}

/** A sentence says why not; nothing: it stays as it is. */
function changeTo(
  lesson: Lesson,
  { inForce, published, sameEdition }: Learned,
): LessonChange | string | undefined {
  const { id, edition } = lesson;
  const [before, last] = [named(inForce, id), named(published ?? [], id)];
  if (!before || isSame(before, lesson)) return undefined;
  const change = { id, before: before.edition, edition };
  if (edition === before.edition) {
    const places = placesOf(before, lesson);
    if (!sameEdition)
      return `${id}: ${places} changed, but its edition is ${edition} as before. Raise it, or say --same-edition where only wording changed.`;
    return answersOf(before) === answersOf(lesson)
      ? change
      : `${id}: its cases to try are others or have other answers. That is more than wording: raise its edition.`;
  }
  const highest = Math.max(before.edition, last?.edition ?? 0);
  // What was published under this number before means the same again.
  if (edition > highest || (last && isSame(last, lesson))) return change;
  return `${id}: edition ${edition} was used before. Raise it above ${highest}.`;
}

function named(lessons: readonly Lesson[], id: LessonId): Lesson | undefined {
  return lessons.find((one) => one.id === id);
}

function isSame(one: Lesson, other: Lesson): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

function answersOf({ tries }: Lesson): string {
  return tries
    .map(({ id, answer }) => `${id} ${answer}`)
    .sort()
    .join();
}

function placesOf(before: Lesson, lesson: Lesson): string {
  const names = Object.keys(lesson) as (keyof Lesson)[];
  return names.filter((name) => canonicalJson(before[name]) !== canonicalJson(lesson[name])).join(", ");
}

/** People whose certificate counts for the lesson until now, and does not from then on. */
export type CountedChange = LessonChange & { lapsing: number };

/** What publishing these lessons, or the built-in ones, changes for whoever learned; throws where that may not be. */
export async function lessonChanges(
  { lastLessons, countLapsing }: Pick<Publisher, "lastLessons" | "countLapsing">,
  before: readonly Lesson[] | undefined,
  edited: readonly Lesson[] | undefined,
  sameEdition: boolean,
): Promise<CountedChange[]> {
  const inForce = before ?? builtIn;
  const changes = edited
    ? changesTo(edited, { inForce, published: await lastLessons(), sameEdition })
    : changesBack(builtIn, inForce);
  const lapsing = await countLapsing(edited ?? builtIn);
  return changes.map((change) => ({ ...change, lapsing: lapsing[change.id] ?? 0 }));
}

/** For the person who published: whose certificates lapse, and whose do not. */
export function sayChange({ id, before, edition, lapsing }: CountedChange): string {
  if (edition === before) return `${id}: edition ${edition} as before, only wording; no certificate lapses.`;
  const whose =
    lapsing === 1 ? "the certificate of 1 person lapses" : `the certificates of ${lapsing} people lapse`;
  return `${id}: edition ${edition} after ${before}; ${whose} until the refresher on it is passed.`;
}
