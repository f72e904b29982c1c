/** A vlogger's own record: level, pause, accuracy and the outcome of recent reviews. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { address, id, instant } from "./ids.ts";
import { lessonId } from "./lesson.ts";
import { verdict } from "./review.ts";
import { reviewerLevel, share, trustShare } from "./reviewer-level.ts";
import { subject } from "./site.ts";

/** A pause, during which verdicts do not count, and the condition that ends it. */
export const pauseView = z.object({
  at: instant,
  /** `record`: too many wrong verdicts. `person`: set by the coordinator, who must also end it. */
  for: z.enum(["record", "person"]),
  /** The lesson group of the wrong verdicts. Absent: all groups. */
  group: lessonId.optional(),
  /** The coordinator's explanation. */
  reason: z.string().optional(),
  /**
   * Golden cases since the pause began. It ends automatically once there are `needed` and the lower bound
   * reaches `neededLower`.
   */
  refresher: trustShare.extend({ needed: z.int(), neededLower: share }),
});
export type PauseView = z.infer<typeof pauseView>;

export const reviewedCase = z.object({
  id,
  at: instant,
  subject,
  /** Absent if the case is no longer accessible. */
  title: z.string().optional(),
  permalink: address.optional(),
  category: categoryCode,
  verdict,
  /** Absent while the case is undecided, and for a verdict without a side on a golden case. */
  found: z
    .object({
      violates: z.boolean(),
      /** Absent if the verdict took no side. */
      right: z.boolean().optional(),
      golden: z.boolean(),
      /** Explanation of a golden case. */
      why: z.string().optional(),
    })
    .optional(),
});
export type ReviewedCase = z.infer<typeof reviewedCase>;

/** A vlogger's own record. The bounds cover the newest verdicts whose correctness is known. */
export const vloggerRecord = z.object({
  rank: reviewerLevel,
  rankedAt: instant.optional(),
  pause: pauseView.optional(),
  all: trustShare,
  groups: z.array(trustShare.extend({ lesson: lessonId })),
  /** Requirements of the next level. Absent at the highest level. */
  next: z.object({ rank: reviewerLevel, marks: z.int(), lower: share }).optional(),
  /** Newest first, at most 30. */
  reviews: z.array(reviewedCase),
});
export type VloggerRecord = z.infer<typeof vloggerRecord>;
