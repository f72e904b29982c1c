/** The lessons: the built-in ones, and those in force, which a signed pack can replace. */

import { taughtLessons } from "../contract/lesson-content.ts";
import { hatred } from "./lessons/hatred.ts";
import type { Lesson } from "./lessons/lesson.ts";
import { money } from "./lessons/money.ts";
import { platform } from "./lessons/platform.ts";
import { sexual } from "./lessons/sexual.ts";
import { violence } from "./lessons/violence.ts";

/** In their order of presentation. */
export const lessons: readonly Lesson[] = [violence, sexual, hatred, money, platform];

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
