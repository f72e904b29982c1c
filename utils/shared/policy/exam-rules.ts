/** Rules of the exam: size, required shares, and times. */

export const examRule = {
  /** Half of them violations. Five lessons make an exam of twenty questions. */
  questionsALesson: 4,
  /** Required shares of correct answers: overall, and in each lesson. */
  overall: 0.8,
  lesson: 0.6,
  /** How long an exam accepts answers, and the wait from its end to the next attempt. */
  openHours: 24,
  waitHours: 24,
} as const;

/** Number of correct answers required out of `count`. With four questions one may be wrong. */
export function needed(count: number): number {
  return Math.floor(count * examRule.overall);
}
