/** How far a vlogger's verdicts can be relied on: their rank and their record. */

import { z } from "zod";

/** `participant`: seen, not counted yet. */
export const rank = z.enum(["participant", "reviewer", "trusted"]);
export type Rank = z.infer<typeof rank>;

const share = z.number().min(0).max(1);

/** Verdicts that were right in the end, of those of which one knows. */
export const trustShare = z.object({
  right: z.int().min(0),
  of: z.int().min(0),
  /** Wilson bounds of `right / of` at 95 %: the share is hardly below, and hardly above. */
  lower: share,
  upper: share,
});
export type TrustShare = z.infer<typeof trustShare>;
