/** How far a vlogger has come with the lessons, and whether the exam can be begun. */

import type { CourseView, ExamStanding } from "../../utils/contract/exam.ts";
import { ok } from "../../utils/contract/result.ts";
import { examRule } from "../../utils/policy/exam.ts";
import type { Handler } from "../http/mount.ts";
import { countAnswered } from "../programme/sitting.ts";
import { closesAt, endOf, type Standing } from "../programme/standing.ts";
import { type Course, type Exam, readCourse } from "../store/programme/course.ts";
import { noteAnswers } from "../store/programme/lessons.ts";

export const getCourse: Handler<"getCourse"> = async ({ store }, { scope, at }) =>
  ok(toCourseView(await readCourse(store.db, scope.personId, at), at));

export const noteLessons: Handler<"noteLessons"> = async ({ store }, { scope, body, at }) => {
  await noteAnswers(store.db, scope, body.lessons, at);
  return ok(toCourseView(await readCourse(store.db, scope.personId, at), at));
};

function toCourseView({ progress, standing, exams, certificate }: Course, at: Date): CourseView {
  const over = exams.flatMap((exam) => {
    const ended = endOf(exam, at);
    return ended ? [{ id: exam.id, passed: exam.passed === true, endedAt: ended.toISOString() }] : [];
  });
  return {
    progress,
    exam: toStanding(standing, exams[0]),
    ...(over[0] ? { lastExam: over[0] } : {}),
    ...(certificate ? { certificate } : {}),
  };
}

function toStanding(standing: Standing, newest: Exam | undefined): ExamStanding {
  switch (standing.state) {
    case "lessons-first":
      return { state: standing.state, untried: standing.untried };
    case "later":
      return { state: standing.state, from: standing.from.toISOString() };
    case "ready": {
      const count = standing.lessons.length * examRule.questionsALesson;
      return { state: standing.state, lessons: standing.lessons, count };
    }
    case "passed":
      return { state: standing.state };
    case "open": {
      if (!newest) throw new Error("an exam is open, and there is none");
      const answered = countAnswered(newest);
      const closes = closesAt(newest).toISOString();
      return { state: "open", id: newest.id, count: newest.questions.length, answered, closesAt: closes };
    }
  }
}
