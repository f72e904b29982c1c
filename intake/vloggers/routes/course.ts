/** A vlogger's progress in the lessons, and whether the exam may begin. */

import type { CourseView, ExamReadiness } from "../../../utils/shared/contract/exam.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { examRule } from "../../../utils/shared/policy/exam-rules.ts";
import type { Handler } from "../../core/handler.ts";
import { countAnswered } from "../exam.ts";
import { attemptClosesAt, attemptEnd, type Readiness } from "../exam-readiness.ts";
import { type Course, type Exam, readCourse } from "../store/exams.ts";
import { noteAnswers } from "../store/lessons.ts";

export const getCourse: Handler<"getCourse"> = async ({ store }, { scope, at }) =>
  ok(toCourseView(await readCourse(store.db, scope.personId, at), at));

export const noteLessons: Handler<"noteLessons"> = async ({ store }, { scope, body, at }) => {
  await noteAnswers(store.db, scope, body.lessons, at);
  return ok(toCourseView(await readCourse(store.db, scope.personId, at), at));
};

function toCourseView({ progress, readiness, exams, certificate }: Course, at: Date): CourseView {
  const over = exams.flatMap((exam) => {
    const ended = attemptEnd(exam, at);
    return ended ? [{ id: exam.id, passed: exam.passed === true, endedAt: ended.toISOString() }] : [];
  });
  return {
    progress,
    exam: toStanding(readiness, exams[0]),
    ...(over[0] ? { lastExam: over[0] } : {}),
    ...(certificate ? { certificate } : {}),
  };
}

function toStanding(readiness: Readiness, newest: Exam | undefined): ExamReadiness {
  switch (readiness.state) {
    case "lessons-first":
      return { state: readiness.state, untried: readiness.untried };
    case "later":
      return { state: readiness.state, from: readiness.from.toISOString() };
    case "ready": {
      const count = readiness.lessons.length * examRule.questionsALesson;
      return { state: readiness.state, lessons: readiness.lessons, count };
    }
    case "passed":
      return { state: readiness.state };
    case "open": {
      if (!newest) throw new Error("readiness is open, but there is no open exam");
      const answered = countAnswered(newest);
      const closes = attemptClosesAt(newest).toISOString();
      return { state: "open", id: newest.id, count: newest.questions.length, answered, closesAt: closes };
    }
  }
}
