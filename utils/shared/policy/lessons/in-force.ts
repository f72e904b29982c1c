/** Selects the lessons: those of the signed pack if they are valid, else the built-in ones. */

import { taughtLessons } from "../../contract/lesson-content.ts";
import { lessons } from "./index.ts";
import type { Lesson } from "./lesson.ts";

/**
 * Undefined if the pack has no lessons, or if any lesson is invalid, because a subset would not cover all
 * categories.
 */
export function publishedLessons(part: unknown): readonly Lesson[] | undefined {
  return taughtLessons.safeParse(part).data;
}

/** `part`: the lessons in a pack whose signature was verified. */
export function lessonsInForce(part: unknown): readonly Lesson[] {
  return publishedLessons(part) ?? lessons;
}
