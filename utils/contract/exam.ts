/** The exam as the person who sits it sees it: one question after the other, and the answers only once it is over. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { heldCertificate } from "./certificate.ts";
import { id, instant } from "./ids.ts";
import { lessonId, lessonProgress } from "./lesson.ts";

/** Named by its place alone: the bank's own ids give the answer away. */
export const examQuestion = z.object({
  /** From 1. */
  no: z.int().min(1),
  /** Does the post violate as this one? */
  category: categoryCode,
  post: z.object({ id: z.string(), en: z.string() }),
});
export type ExamQuestion = z.infer<typeof examQuestion>;

/** `violates`: what is right. */
export const answeredQuestion = examQuestion.extend({ said: z.boolean(), violates: z.boolean() });
export type AnsweredQuestion = z.infer<typeof answeredQuestion>;

export const examResult = z.object({
  passed: z.boolean(),
  endedAt: instant,
  right: z.int(),
  of: z.int(),
  lessons: z.array(z.object({ id: lessonId, right: z.int(), of: z.int() })),
  /** Those that were answered, in order. */
  questions: z.array(answeredQuestion),
});
export type ExamResult = z.infer<typeof examResult>;

export const examView = z.object({
  id,
  startedAt: instant,
  /** From then on it takes no answers. */
  closesAt: instant,
  /** Questions in it. */
  count: z.int(),
  /** The one to answer now; absent once it is over. */
  question: examQuestion.optional(),
  /** Absent before it is over. */
  result: examResult.optional(),
});
export type ExamView = z.infer<typeof examView>;

export const examAnswer = z.strictObject({ no: z.int().min(1).max(100), violates: z.boolean() });
export type ExamAnswer = z.infer<typeof examAnswer>;

/** Whether an exam can be begun now, and if not, why. */
export const examStanding = z.discriminatedUnion("state", [
  z.object({ state: z.literal("open"), id, count: z.int(), answered: z.int(), closesAt: instant }),
  /** The certificate counts: there is nothing to ask. */
  z.object({ state: z.literal("passed") }),
  /** Cases of these lessons, of their newest edition, wait to be tried. */
  z.object({ state: z.literal("lessons-first"), untried: z.array(lessonId) }),
  z.object({ state: z.literal("later"), from: instant }),
  z.object({ state: z.literal("ready"), lessons: z.array(lessonId), count: z.int() }),
]);
export type ExamStanding = z.infer<typeof examStanding>;

export const courseView = z.object({
  progress: lessonProgress,
  exam: examStanding,
  /** The newest one that is over. */
  lastExam: z.object({ id, passed: z.boolean(), endedAt: instant }).optional(),
  certificate: heldCertificate.optional(),
});
export type CourseView = z.infer<typeof courseView>;
