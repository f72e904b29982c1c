/** What the exam asks for. */

export const examRule = {
  /** Half of them violations; five lessons make an exam of twenty. */
  questionsALesson: 4,
  /** Shares of right answers: overall, and in each lesson that was asked about. */
  overall: 0.8,
  lesson: 0.6,
  /** So long it takes answers, and so long after its end the next one may begin. */
  openHours: 24,
  waitHours: 24,
} as const;

/** Right answers that pass, of so many questions: a refresher of four may have a wrong one, as each four of an exam. */
export function needed(count: number): number {
  return Math.floor(count * examRule.overall);
}
