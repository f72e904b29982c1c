/** The reliability of a vlogger's verdicts: reviewer level and share of correct verdicts. */

import { z } from "zod";

/** `participant`: reviews are visible, but do not count yet. */
export const reviewerLevel = z.enum(["participant", "reviewer", "trusted"]);
export type ReviewerLevel = z.infer<typeof reviewerLevel>;

export const share = z.number().min(0).max(1);

/** Correct verdicts out of those whose correctness is known. */
export const trustShare = z.object({
  right: z.int().min(0),
  of: z.int().min(0),
  /** Lower and upper Wilson bounds of `right / of` at 95 %. */
  lower: share,
  upper: share,
});
export type TrustShare = z.infer<typeof trustShare>;
