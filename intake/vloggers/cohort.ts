/** Summarises a vlogger's lessons and exams for the coordinator. */

import type { CertificateClaims } from "../../utils/shared/contract/certificate.ts";
import type { CohortRow } from "../../utils/shared/contract/cohort.ts";
import type { LessonProgress } from "../../utils/shared/contract/lesson.ts";
import type { Lesson } from "../../utils/shared/policy/lessons/lesson.ts";
import { lessonProgressOf } from "../../utils/shared/policy/lessons/progress.ts";
import { attemptEnd, type ExamAttempt, nextAttemptAt, outdatedLessons } from "./exam-readiness.ts";

export function lessonsDone(lessons: readonly Lesson[], progress: LessonProgress): CohortRow["lessons"] {
  return {
    done: lessons.filter((lesson) => lessonProgressOf(lesson, progress).all).length,
    of: lessons.length,
  };
}

export interface ExamFacts {
  last: ExamAttempt | undefined;
  /** Claims of the newest certificate. */
  claims: CertificateClaims | undefined;
}

/** A passed exam outranks later attempts, until a lesson changes. */
export function toCohortExam(
  lessons: readonly Lesson[],
  { last, claims }: ExamFacts,
  now: Date,
): CohortRow["exam"] {
  if (claims) {
    const { issuedAt: at, policyVersion } = claims;
    const lacking = outdatedLessons(lessons, claims.lessons);
    return { state: lacking.length === 0 ? "passed" : "lapsed", at, policyVersion, lacking };
  }
  if (!last) return { state: "none", lacking: [] };
  const ended = attemptEnd(last, now);
  if (!ended) return { state: "open", at: last.startedAt.toISOString(), lacking: [] };
  return {
    state: "failed",
    at: ended.toISOString(),
    lacking: [],
    nextAt: nextAttemptAt(ended).toISOString(),
  };
}
