/** An exam for the person who takes it: no solution before the answer, no question before its turn. */

import type {
  AnsweredQuestion,
  ExamQuestion,
  ExamResult,
  ExamView,
} from "../../../utils/shared/contract/exam.ts";
import type { Question } from "../bank/question.ts";
import { closesAt, endOf } from "../readiness.ts";
import { scoreOf } from "../score.ts";
import { askedIn, countAnswered } from "../sitting.ts";
import type { Exam } from "../store/course.ts";

export function toExamView(exam: Exam, at: Date): ExamView {
  const ended = endOf(exam, at);
  const asked = askedIn(exam);
  const next = asked[countAnswered(exam)];
  return {
    id: exam.id,
    startedAt: exam.startedAt.toISOString(),
    closesAt: closesAt(exam).toISOString(),
    count: asked.length,
    ...(ended ? { result: toResult(exam, asked, ended) } : {}),
    ...(next && !ended ? { question: toQuestion(next, countAnswered(exam) + 1) } : {}),
  };
}

/** Leaves out the bank's id, which reveals the answer. */
function toQuestion({ category, post }: Question, no: number): ExamQuestion {
  return { no, category, post };
}

function toResult(exam: Exam, asked: readonly Question[], ended: Date): ExamResult {
  const { right, of, lessons } = scoreOf(asked, exam.answers);
  const questions = asked.flatMap((question, index): AnsweredQuestion[] => {
    const said = exam.answers[question.id];
    const { violates } = question;
    return said === undefined ? [] : [{ ...toQuestion(question, index + 1), said, violates }];
  });
  return { passed: exam.passed === true, endedAt: ended.toISOString(), right, of, lessons, questions };
}
