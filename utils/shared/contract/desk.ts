/** Supervisors' acts around a decision: claims, questions to reporters, and requests for review. */

import { z } from "zod";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";

export const questionInput = z.strictObject({ id, reportId: id, text: shortText(limits.questionChars) });
export type QuestionInput = z.infer<typeof questionInput>;

export const questionAnswerInput = z.strictObject({ answer: shortText(limits.questionChars) });

/** A question to one report's reporter, who does not see who asked. */
export const questionView = z.object({
  id,
  reportId: id,
  text: z.string(),
  at: instant,
  by: z.string().optional(),
  answer: z.string().optional(),
  answeredAt: instant.optional(),
});
export type QuestionView = z.infer<typeof questionView>;

/** The accuracy of a person's own reports, shown to that person. */
export const reporterAccuracy = z.object({
  /** Reports that were not withdrawn. */
  reports: z.int().min(0),
  decided: z.int().min(0),
  /** Decided reports whose case was approved or escalated. */
  upheld: z.int().min(0),
  /** Decisions on these reports that were reversed later. */
  reversed: z.int().min(0),
  /** Wilson lower bound of `upheld / decided` at 95 %. Absent if `decided` is 0. */
  precision: z.number().min(0).max(1).optional(),
  /** Median time from capture to receipt by the intake. Absent if there are no reports. */
  medianSeconds: z.number().min(0).optional(),
});
export type ReporterAccuracy = z.infer<typeof reporterAccuracy>;
