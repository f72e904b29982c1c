/** Which lessons count: those of the signed pack where it holds good ones, else the built-in ones. */

import { taughtLessons } from "../../contract/taught.ts";
import { lessons } from "./index.ts";
import type { Lesson } from "./lesson.ts";

/** Undefined where the pack holds none, or one of them is broken: a part of them would teach a part of the categories. */
export function publishedLessons(part: unknown): readonly Lesson[] | undefined {
  return taughtLessons.safeParse(part).data;
}

/** `part`: what stands for the lessons in a pack whose signature holds. */
export function lessonsInForce(part: unknown): readonly Lesson[] {
  return publishedLessons(part) ?? lessons;
}
