/** A trusted vlogger's review of a case, and a vlogger's self-review. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { address, id, instant, policyEdition, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { reviewerLevel } from "./reviewer-level.ts";
import { subject } from "./site.ts";

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

/** Whether the reviewer found each element, keyed by element id such as `judi.akses`. */
const elementAnswers = z.record(shortText(80), elementAnswer);

/** Optional answers beside the verdict. */
const optionalAnswers = {
  confidence: confidence.optional(),
  elements: elementAnswers.optional(),
  localContext: z.string().optional(),
};

export const reviewInput = z.strictObject({
  id,
  verdict,
  reason: shortText(limits.reasonChars),
  timecodes,
  ...optionalAnswers,
  elements: elementAnswers.refine((answers) => Object.keys(answers).length <= 20).optional(),
  /** Local context that an outsider would not know. */
  localContext: shortText(limits.reasonChars).optional(),
});
export type ReviewInput = z.infer<typeof reviewInput>;

export const reviewView = z.object({
  id,
  verdict,
  reason: z.string(),
  timecodes,
  ...optionalAnswers,
  by: z.string(),
  at: instant,
});
export type ReviewView = z.infer<typeof reviewView>;

/** A review as a supervisor sees it. */
export const caseReview = reviewView.extend({
  /** Absent while reviewers' names are hidden. */
  by: z.string().optional(),
  /** The current level. */
  rank: reviewerLevel,
  /** Reliability of the reviewer's verdicts at that time, from 0 to 1. */
  weight: z.number(),
  /** The reviewer's newer review of the same case counts instead: two cases were merged. */
  replaced: z.literal(true).optional(),
  /**
   * Does not count: the reviewer reported or proposed, or is tied by an invitation to one who did; `barred`: is suspended
   * or paused automatically, or has a conflict of interest with the channel. `reviewer`: has the same inviter as another reviewer, and counts.
   */
  tied: z.enum(["reported", "proposer", "reporter", "barred", "reviewer"]).optional(),
});
export type CaseReview = z.infer<typeof caseReview>;

export const taskClaim = z.object({ here: z.boolean(), until: instant });
export type TaskClaim = z.infer<typeof taskClaim>;

/** A case as a reviewer sees it: post and question only, without reporters and other reviews. */
export const reviewTask = z.object({
  caseId: id,
  subject,
  permalink: address.optional(),
  title: z.string().optional(),
  author: z.string().optional(),
  category: categoryCode,
  /** When the task was assigned to this reviewer. */
  since: instant,
  claim: taskClaim.optional(),
});
export type ReviewTask = z.infer<typeof reviewTask>;

/** `take-over`: takes the claim from another device of the same reviewer. */
export const taskClaimInput = z.strictObject({ act: z.enum(["take", "take-over", "release"]) });
export type TaskClaimInput = z.infer<typeof taskClaimInput>;

export const skipReason = z.enum(["gone", "language", "conflict"]);
export type SkipReason = z.infer<typeof skipReason>;

export const skipInput = z.strictObject({ why: skipReason.optional() });
export type SkipInput = z.infer<typeof skipInput>;

export const selfReviewAnswer = z.strictObject({
  /** Id of a rule in the checklist of `utils/shared/policy`. */
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
  /** Supervisors may read it when the video is flagged. Absent: they may not. */
  open: z.boolean().optional(),
});
export type SelfReviewInput = z.infer<typeof selfReviewInput>;

export const selfReviewView = selfReviewInput.extend({ open: z.boolean(), at: instant });
export type SelfReviewView = z.infer<typeof selfReviewView>;

export const selfReviewVisibility = z.strictObject({ open: z.boolean() });

/** Self-review of a flagged video, shown in its case without the vlogger's name. */
export const sharedSelfReview = z.object({
  at: instant,
  policyVersion: policyEdition,
  /** The channel is the vlogger's by their own word only: anyone can declare any channel. */
  declared: z.literal(true).optional(),
  /** Only for supervisors, and only if the vlogger allowed it. */
  content: z.object({ result: selfReviewResult, answers: z.array(selfReviewAnswer) }).optional(),
});
export type SharedSelfReview = z.infer<typeof sharedSelfReview>;
