/** What supervisors do around a decision: hold a case while they look at it, ask the reporter, ask the reviewers. */

import { z } from "zod";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";

export const questionInput = z.strictObject({ id, reportId: id, text: shortText(limits.questionChars) });
export type QuestionInput = z.infer<typeof questionInput>;

export const questionAnswerInput = z.strictObject({ answer: shortText(limits.questionChars) });

/** To the reporter of one report; who asked stays unsaid to them. */
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

/** How a person's own reports fared, for their own eyes first. */
export const officerRecord = z.object({
  /** Not withdrawn. */
  reports: z.int().min(0),
  /** Those whose case was decided by now. */
  decided: z.int().min(0),
  /** Of these: approved, or escalated. */
  upheld: z.int().min(0),
  /** Decisions on them that were reversed later. */
  reversed: z.int().min(0),
  /** Wilson lower bound of `upheld / decided` at 95 %; absent while none is decided. */
  precision: z.number().min(0).max(1).optional(),
  /** Median time from capture to the intake; absent without reports. */
  medianSeconds: z.number().min(0).optional(),
});
export type OfficerRecord = z.infer<typeof officerRecord>;
