/** Compares lessons edited by an administrator with those that people have learned. */

import { writeFile } from "node:fs/promises";
import { z } from "zod";
import type { LessonId } from "../../../utils/shared/contract/lesson.ts";
import { taughtLessons } from "../../../utils/shared/contract/lesson-content.ts";
import type { Lesson } from "../../../utils/shared/policy/lessons/lesson.ts";
import { lessons as builtIn } from "../../../utils/shared/policy/lessons.ts";
import { canonicalJson } from "../../../utils/shared/seal/digest.ts";
import { readJson } from "./json-file.ts";
import type { Publisher } from "./publish.ts";

const file = z.strictObject({ lessons: taughtLessons });

/** Throws an error that names the invalid place in the file. */
export async function lessonsIn(path: string): Promise<readonly Lesson[]> {
  return (await readJson(path, file, "a file of lessons")).lessons;
}

/** Refuses to overwrite a file that a person may be editing. */
export async function writeLessons(path: string, lessons: readonly Lesson[]): Promise<void> {
  const text = `${JSON.stringify({ lessons }, null, 2)}\n`;
  await writeFile(path, text, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? new Error(`${path} is there already.`) : error;
  });
}

export interface LessonChange {
  id: LessonId;
  before: number;
  /** Unchanged if only the wording changed. */
  edition: number;
}

export interface Learned {
  /** The lessons currently in force. */
  inForce: readonly Lesson[];
  /** The last published lessons, if the built-in ones are in force again. */
  published: readonly Lesson[] | undefined;
  /** The administrator states that only the wording changed. */
  sameEdition: boolean;
}

/** Throws if certificates would cover content that people have never read. */
export function changesTo(next: readonly Lesson[], learned: Learned): LessonChange[] {
  const judged = next.map((lesson) => changeTo(lesson, learned));
  const wrong = judged.filter((result) => typeof result === "string");
  if (wrong.length > 0) throw new Error(`Nothing was published:\n${wrong.join("\n")}`);
  return judged.flatMap((result) => (typeof result === "object" ? [result] : []));
}

/** Changes caused by a return to the built-in lessons, whose editions are fixed. */
export function changesBack(builtIn: readonly Lesson[], inForce: readonly Lesson[]): LessonChange[] {
  return builtIn.flatMap((lesson) => {
    const before = named(inForce, lesson.id);
    return before && !isSame(before, lesson)
      ? [{ id: lesson.id, before: before.edition, edition: lesson.edition }]
      : [];
  });
}

/** Returns a sentence if the change is not allowed; undefined if the lesson is unchanged. */
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
      return `${id}: ${places} changed, but its edition is still ${edition}. Raise it, or use --same-edition if only wording changed.`;
    return answersOf(before) === answersOf(lesson)
      ? change
      : `${id}: its practice cases or their answers changed, which is more than wording. Raise its edition.`;
  }
  const highest = Math.max(before.edition, last?.edition ?? 0);
  // The same text was published under this edition before.
  if (edition > highest || (last && isSame(last, lesson))) return change;
  return `${id}: edition ${edition} was used before. Raise it above ${highest}.`;
}

function named(lessons: readonly Lesson[], id: LessonId): Lesson | undefined {
  return lessons.find((lesson) => lesson.id === id);
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

/** `lapsing`: number of people whose certificate counts for the lesson now and lapses with the change. */
export type CountedChange = LessonChange & { lapsing: number };

/** The effects on learners of publishing these or the built-in lessons. Throws if the change is not allowed. */
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

/** Names the certificates that lapse, for the publisher. */
export function sayChange({ id, before, edition, lapsing }: CountedChange): string {
  if (edition === before) return `${id}: edition ${edition} as before, only wording; no certificate lapses.`;
  const whose =
    lapsing === 1 ? "the certificate of 1 person lapses" : `the certificates of ${lapsing} people lapse`;
  return `${id}: edition ${edition} after ${before}; ${whose} until the refresher on it is passed.`;
}
