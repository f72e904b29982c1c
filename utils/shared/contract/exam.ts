/** The exam as the candidate sees it: one question at a time; the answers are shown after the end. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { ownCertificate } from "./certificate.ts";
import { id, instant } from "./ids.ts";
import { lessonId, lessonProgress } from "./lesson.ts";

/** Identified by position only, because the question bank's ids reveal the answer. */
export const examQuestion = z.object({
  /** Starts at 1. */
  no: z.int().min(1),
  /** The question: does the post violate this category? */
  category: categoryCode,
  post: z.object({ id: z.string(), en: z.string() }),
});
export type ExamQuestion = z.infer<typeof examQuestion>;

/** `violates` is the correct answer. */
export const answeredQuestion = examQuestion.extend({ said: z.boolean(), violates: z.boolean() });
export type AnsweredQuestion = z.infer<typeof answeredQuestion>;

export const examResult = z.object({
  passed: z.boolean(),
  endedAt: instant,
  right: z.int(),
  of: z.int(),
  lessons: z.array(z.object({ id: lessonId, right: z.int(), of: z.int() })),
  questions: z.array(answeredQuestion),
});
export type ExamResult = z.infer<typeof examResult>;

export const examView = z.object({
  id,
  startedAt: instant,
  /** No answers are accepted after this time. */
  closesAt: instant,
  count: z.int(),
  /** The current question. Absent after the end. */
  question: examQuestion.optional(),
  /** Absent before the end. */
  result: examResult.optional(),
});
export type ExamView = z.infer<typeof examView>;

export const examAnswer = z.strictObject({ no: z.int().min(1).max(100), violates: z.boolean() });
export type ExamAnswer = z.infer<typeof examAnswer>;

/** Whether an exam can start now and, if not, why. */
export const examReadiness = z.discriminatedUnion("state", [
  z.object({ state: z.literal("open"), id, count: z.int(), answered: z.int(), closesAt: instant }),
  /** A valid certificate exists, so no exam is needed. */
  z.object({ state: z.literal("passed") }),
  /** These lessons have untried cases in their newest edition. */
  z.object({ state: z.literal("lessons-first"), untried: z.array(lessonId) }),
  z.object({ state: z.literal("later"), from: instant }),
  z.object({ state: z.literal("ready"), lessons: z.array(lessonId), count: z.int() }),
]);
export type ExamReadiness = z.infer<typeof examReadiness>;

export const courseView = z.object({
  progress: lessonProgress,
  exam: examReadiness,
  /** The newest finished exam. */
  lastExam: z.object({ id, passed: z.boolean(), endedAt: instant }).optional(),
  certificate: ownCertificate.optional(),
});
export type CourseView = z.infer<typeof courseView>;
