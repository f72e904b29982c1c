/** What a vlogger's lessons and exams amount to, as the coordinator is told. */

import type { CohortRow } from "../../utils/contract/cohort.ts";
import type { Verdict } from "../../utils/contract/review.ts";
import type { Lesson, LessonId } from "../../utils/policy/lessons/lesson.ts";
import { againFrom, endOf, type Sitting } from "./standing.ts";

export interface Learned {
  lesson: LessonId;
  edition: number;
  answers: Record<string, Verdict>;
}

export interface Sat extends Sitting {
  policyVersion: number;
  editions: Partial<Record<LessonId, number>>;
}

/** Only what was learned of today's edition counts, and only with every case tried. */
export function lessonsDone(lessons: readonly Lesson[], learned: readonly Learned[]): CohortRow["lessons"] {
  const done = lessons.filter(({ id, edition, tries }) => {
    const answers = learned.find((one) => one.lesson === id && one.edition === edition)?.answers;
    return answers !== undefined && tries.every((tried) => answers[tried.id] !== undefined);
  });
  return { done: done.length, of: lessons.length };
}

/** The newest first. What was passed counts over what was tried since, until a lesson changes. */
export function examOf(lessons: readonly Lesson[], sat: readonly Sat[], now: Date): CohortRow["exam"] {
  const [last] = sat;
  if (!last) return { state: "none", lacking: [] };
  const passed = sat.filter((one) => one.passed);
  const vouched = new Map<string, number>();
  for (const { editions } of [...passed].reverse())
    for (const [lesson, edition] of Object.entries(editions)) vouched.set(lesson, edition);
  const lacking = lessons.filter(({ id, edition }) => vouched.get(id) !== edition).map(({ id }) => id);
  const [newest] = passed;
  if (newest) {
    const { finishedAt, policyVersion } = newest;
    const at = (finishedAt ?? newest.startedAt).toISOString();
    return { state: lacking.length === 0 ? "passed" : "lapsed", at, policyVersion, lacking };
  }
  const ended = endOf(last, now);
  if (!ended) return { state: "open", at: last.startedAt.toISOString(), lacking: [] };
  return { state: "failed", at: ended.toISOString(), lacking: [], nextAt: againFrom(ended).toISOString() };
}
