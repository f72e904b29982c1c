/** A trusted vlogger's verdict on a case, and the check of their own video. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { address, id, instant, policyEdition, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { subject } from "./site.ts";
import { rank } from "./trust.ts";

export const timecode = z.strictObject({
  seconds: z.number().min(0).max(1_000_000),
  note: shortText(500),
});
export type Timecode = z.infer<typeof timecode>;

const timecodes = z.array(timecode).max(limits.timecodeCount);

export const verdict = z.enum(["violates", "does-not", "needs-context", "cannot-tell"]);
export type Verdict = z.infer<typeof verdict>;

export const confidence = z.enum(["low", "medium", "high"]);
export type Confidence = z.infer<typeof confidence>;

export const elementAnswer = z.enum(["yes", "no", "unsure"]);
export type ElementAnswer = z.infer<typeof elementAnswer>;

/** By the element's id, such as `judi.akses`, whether the reviewer found it. */
const elementAnswers = z.record(shortText(80), elementAnswer);

/** What a reviewer says beside the verdict; absent where they were not asked, or did not say. */
const asked = {
  confidence: confidence.optional(),
  elements: elementAnswers.optional(),
  localContext: z.string().optional(),
};

export const reviewInput = z.strictObject({
  id,
  verdict,
  reason: shortText(limits.reasonChars),
  timecodes,
  ...asked,
  elements: elementAnswers.refine((answers) => Object.keys(answers).length <= 20).optional(),
  /** What somebody from elsewhere would not know. */
  localContext: shortText(limits.reasonChars).optional(),
});
export type ReviewInput = z.infer<typeof reviewInput>;

export const reviewView = z.object({
  id,
  verdict,
  reason: z.string(),
  timecodes,
  ...asked,
  by: z.string(),
  at: instant,
});
export type ReviewView = z.infer<typeof reviewView>;

/** As a supervisor sees it. */
export const caseReview = reviewView.extend({
  /** Absent while names are kept. */
  by: z.string().optional(),
  /** Of the reviewer, today. */
  rank,
  /** How far the reviewer's verdicts could be relied on by then, from 0 to 1. */
  weight: z.number(),
  /** The reviewer's newer review of the same case counts instead: two cases were merged. */
  replaced: z.literal(true).optional(),
});
export type CaseReview = z.infer<typeof caseReview>;

/** A task that is open at one of the reviewer's devices. */
export const taskClaim = z.object({ here: z.boolean(), until: instant });
export type TaskClaim = z.infer<typeof taskClaim>;

/** What a reviewer sees of a case: the post and the question, never who reported it or what others said. */
export const reviewTask = z.object({
  caseId: id,
  subject,
  permalink: address.optional(),
  title: z.string().optional(),
  author: z.string().optional(),
  category: categoryCode,
  /** When it became this reviewer's. */
  since: instant,
  claim: taskClaim.optional(),
});
export type ReviewTask = z.infer<typeof reviewTask>;

/** `take-over`: though it is open at another of one's own devices. */
export const taskClaimInput = z.strictObject({ act: z.enum(["take", "take-over", "release"]) });
export type TaskClaimInput = z.infer<typeof taskClaimInput>;

export const skipWhy = z.enum(["gone", "language", "conflict"]);
export type SkipWhy = z.infer<typeof skipWhy>;

export const skipInput = z.strictObject({ why: skipWhy.optional() });
export type SkipInput = z.infer<typeof skipInput>;

export const selfReviewAnswer = z.strictObject({
  /** Id of a rule in the checklist of `utils/policy`. */
  rule: shortText(80),
  answer: z.enum(["fine", "problem", "unsure"]),
  timecodes,
});
export type SelfReviewAnswer = z.infer<typeof selfReviewAnswer>;

export const selfReviewResult = z.enum(["safe", "change", "do-not-publish"]);

export const selfReviewInput = z.strictObject({
  id,
  subject: subject.regex(/^youtube:video:/),
  title: shortText(limits.titleChars).optional(),
  policyVersion: policyEdition,
  answers: z.array(selfReviewAnswer).min(1).max(50),
  result: selfReviewResult,
  /** Supervisors may read it when the video is flagged; absent: they may not. */
  open: z.boolean().optional(),
});
export type SelfReviewInput = z.infer<typeof selfReviewInput>;

export const selfReviewView = selfReviewInput.extend({ open: z.boolean(), at: instant });
export type SelfReviewView = z.infer<typeof selfReviewView>;

export const selfReviewOpenness = z.strictObject({ open: z.boolean() });

/** What a flagged video's case tells of a check that its maker did; never whose it is. */
export const seenSelfReview = z.object({
  at: instant,
  policyVersion: policyEdition,
  /** Only where the vlogger opened it, and only to supervisors. */
  content: z.object({ result: selfReviewResult, answers: z.array(selfReviewAnswer) }).optional(),
});
export type SeenSelfReview = z.infer<typeof seenSelfReview>;
