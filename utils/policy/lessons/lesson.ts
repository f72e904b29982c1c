/** The shape of a lesson for vloggers: what the rules are, what is no violation, what a place knows, and cases to try. */

import type { CategoryCode } from "../../contract/category.ts";
import type { LessonId } from "../../contract/lesson.ts";
import type { Verdict } from "../../contract/review.ts";
import type { Words } from "../category.ts";

export type { LessonId };
export const lessonIds = [
  "kekerasan",
  "seksual",
  "kebencian",
  "uang",
  "platform",
] as const satisfies readonly LessonId[];

/** An invented post. No person, place of business or channel in it exists. */
export interface TryCase {
  /** Unique among all lessons. */
  id: string;
  post: Words;
  answer: Verdict;
  why: Words;
}

export interface Lesson {
  id: LessonId;
  /** Raised when a lesson changes in substance: whoever learned an earlier one reads it again. */
  edition: number;
  title: Words;
  categories: readonly CategoryCode[];
  /** Why it matters, in two or three sentences. */
  intro: Words;
  /** The platforms' own rule in plain words. */
  platform: readonly Words[];
  /** What the law asks for, beyond the elements that each category has. */
  law: readonly Words[];
  /** What is no violation. */
  fine: readonly Words[];
  /** Language, custom, and words that wound in one place and not in another. */
  local: readonly Words[];
  tries: readonly TryCase[];
}

export function words(id: string, en: string): Words {
  return { id, en };
}

export function tryCase(id: string, answer: Verdict, post: Words, why: Words): TryCase {
  return { id, answer, post, why };
}
