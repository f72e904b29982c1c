/** An exam in progress: its questions, and the effect of an answer. */

import type { ExamAnswer } from "../../utils/shared/contract/exam.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { bank } from "./bank/index.ts";
import type { Question } from "./bank/question.ts";
import { attemptEnd, type ExamAttempt } from "./exam-readiness.ts";

export interface ExamPaper extends ExamAttempt {
  questions: readonly string[];
  answers: Readonly<Record<string, boolean>>;
}

const questionsById = new Map(bank.map((question) => [question.id, question]));

/** In the order asked. */
export function questionsOf({ questions }: Pick<ExamPaper, "questions">): Question[] {
  return questions.map((id) => {
    const question = questionsById.get(id);
    if (!question) throw new Error(`the question bank has no ${id}`);
    return question;
  });
}

/** Number of answers; questions are answered in order. */
export function countAnswered({ answers }: Pick<ExamPaper, "answers">): number {
  return Object.keys(answers).length;
}

/** Adds an answer. Repeating the same answer changes nothing; a different one is refused. */
export function addAnswer(
  sat: ExamPaper,
  { no, violates }: ExamAnswer,
  at: Date,
): Result<ExamPaper["answers"]> {
  const asked = sat.questions[no - 1];
  if (asked === undefined) return fail("invalid-input", "the exam has no such question");
  const known = sat.answers[asked];
  if (known !== undefined) return known === violates ? ok(sat.answers) : fail("exam-answered");
  if (attemptEnd(sat, at)) return fail("exam-over");
  if (no !== countAnswered(sat) + 1) return fail("conflict", "another question comes first");
  return ok({ ...sat.answers, [asked]: violates });
}
