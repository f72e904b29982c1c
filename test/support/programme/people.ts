/** Simulated reviewers with known error rates, and their verdicts on simulated cases. */

import type { Verdict } from "../../../utils/shared/contract/review.ts";
import { type LessonId, lessonIds } from "../../../utils/shared/policy/lessons/lesson.ts";
import type { Random } from "../similar/random.ts";

export interface SimulatedCase {
  lesson: LessonId;
  violates: boolean;
  /** The final decision. Two supervisors err as well. */
  decided: boolean;
  /** A golden case, chosen by a supervisor among the clear ones. */
  golden: boolean;
  /** A case on which more people err. */
  hard: boolean;
}

export interface SimulatedPerson {
  kind: "good" | "careless" | "biased" | "one-sided";
  /** Error rate by the case's lesson. */
  errors: Record<LessonId, number>;
}

const rates = { golden: 0.1, hard: 0.1, wrongDecision: 0.03, noSide: 0.06, hardErrors: 0.15 };

/**
 * Good: 3 to 14 % errors. Careless: 30 to 50 %. Biased: good, but random on one lesson. One-sided: says that every video
 * violates.
 */
export function personOf(kind: SimulatedPerson["kind"], random: Random): SimulatedPerson {
  const error = kind === "careless" ? 0.3 + random.int(21) / 100 : 0.03 + random.int(12) / 100;
  const blind = kind === "biased" ? random.pick(lessonIds) : undefined;
  const errors = Object.fromEntries(
    lessonIds.map((lesson) => [lesson, lesson === blind ? 0.5 : error]),
  ) as SimulatedPerson["errors"];
  return { kind, errors };
}

export function caseOf(random: Random, golden = random.chance(rates.golden), violating = 0.5): SimulatedCase {
  const violates = random.chance(violating);
  const decided = !golden && random.chance(rates.wrongDecision) ? !violates : violates;
  return {
    lesson: random.pick(lessonIds),
    violates,
    decided,
    golden,
    hard: !golden && random.chance(rates.hard),
  };
}

/** An error is the opposite verdict. Some reviewers give no verdict. */
export function verdictOf({ kind, errors }: SimulatedPerson, one: SimulatedCase, random: Random): Verdict {
  if (kind === "one-sided") return "violates";
  if (random.chance(rates.noSide)) return random.chance(0.5) ? "needs-context" : "cannot-tell";
  const error = errors[one.lesson] + (one.hard ? rates.hardErrors : 0);
  return random.chance(error) === one.violates ? "does-not" : "violates";
}
