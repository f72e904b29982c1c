import type {
  AnsweredQuestion,
  ExamQuestion,
  ExamResult,
  ExamView,
} from "../../../utils/shared/contract/exam.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { openCertificate } from "../../../utils/shared/seal/signed-kinds.ts";
import type { Handler } from "../../core/handler.ts";
import { countAnswered, questionsOf, scoreOf } from "../exam.ts";
import type { Question } from "../exam-questions/question.ts";
import { attemptClosesAt, attemptEnd, outdatedLessons } from "../exam-readiness.ts";
import { answerExam as answer, beginExam as begin, type Exam, readExam } from "../store/exams.ts";
import { readLessonsInForce } from "../store/lessons.ts";

/** An exam for the person who takes it: no solution before the answer, no question before its turn. */
function toExamView(exam: Exam, at: Date): ExamView {
  const ended = attemptEnd(exam, at);
  const asked = questionsOf(exam);
  const next = asked[countAnswered(exam)];
  return {
    id: exam.id,
    startedAt: exam.startedAt.toISOString(),
    closesAt: attemptClosesAt(exam).toISOString(),
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
    const answer = exam.answers[question.id];
    const { violates } = question;
    return answer === undefined ? [] : [{ ...toQuestion(question, index + 1), said: answer, violates }];
  });
  return { passed: exam.passed === true, endedAt: ended.toISOString(), right, of, lessons, questions };
}

export const beginExam: Handler<"beginExam"> = async ({ store }, { scope, at }) => {
  const begun = await begin(store.db, scope, at);
  return begun.ok ? ok(toExamView(begun.value, at)) : begun;
};

export const getExam: Handler<"getExam"> = async ({ store }, { scope, params, at }) => {
  const exam = await readExam(store.db, { id: params.id, scope });
  return exam ? ok(toExamView(exam, at)) : fail("not-found");
};

export const answerExam: Handler<"answerExam"> = async ({ store, key }, { scope, params, body, at }) => {
  const answered = await answer(store.db, { id: params.id, scope }, body, { at, key });
  return answered.ok ? ok(toExamView(answered.value, at)) : answered;
};

export const checkCertificate: Handler<"checkCertificate"> = async ({ key, store }, { body }) => {
  const opened = await openCertificate(body.certificate.trim(), key.publicKey);
  if (!opened.ok) return opened;
  const lacking = outdatedLessons(await readLessonsInForce(store.db), opened.value.lessons);
  return ok({ claims: opened.value, valid: lacking.length === 0, lacking });
};
