/** Routes for training: lessons, the exam, and certificate checks, which every enrolled person may do. */

import { certificateCheck, checkedCertificate } from "./certificate.ts";
import { courseView, examAnswer, examView } from "./exam.ts";
import { uploadedLessons } from "./lesson.ts";
import { idParams } from "./paging.ts";

export const learnRoutes = {
  getCourse: {
    method: "GET",
    path: "/v1/me/course",
    summary: "How far one has come with the lessons, whether an exam can be begun, and the certificate",
    callers: { vlogger: "own" },
    answer: courseView,
  },
  noteLessons: {
    method: "POST",
    path: "/v1/me/lessons",
    summary: "Note what was answered in the lessons; nothing answered before is lost",
    callers: { vlogger: "own" },
    body: uploadedLessons,
    answer: courseView,
  },
  beginExam: {
    method: "POST",
    path: "/v1/exams",
    summary: "Begin the exam, or the one that is open already",
    callers: { vlogger: "own" },
    answer: examView,
  },
  getExam: {
    method: "GET",
    path: "/v1/exams/:id",
    summary: "One's own exam: the question to answer now, or the result",
    callers: { vlogger: "own" },
    params: idParams,
    answer: examView,
  },
  answerExam: {
    method: "POST",
    path: "/v1/exams/:id/answers",
    summary: "Answer the question that is next, for good",
    callers: { vlogger: "own" },
    params: idParams,
    body: examAnswer,
    answer: examView,
  },
  checkCertificate: {
    method: "POST",
    path: "/v1/certificates/checks",
    summary: "What a certificate says, and whether it still counts",
    callers: { vlogger: "any", supervisor: "any", admin: "any" },
    body: certificateCheck,
    answer: checkedCertificate,
  },
} as const;
