/** A vlogger's own record in the programme: rank, pause and the way back, how often they were right, and what became of their verdicts. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { address, id, instant } from "./ids.ts";
import { lessonId } from "./lesson.ts";
import { verdict } from "./review.ts";
import { subject } from "./site.ts";
import { rank, share, trustShare } from "./trust.ts";

/** Why verdicts are not counted for now, and what ends that. */
export const pauseView = z.object({
  at: instant,
  /** `record`: verdicts were wrong too often; `person`: the coordinator did it, and undoes it. */
  for: z.enum(["record", "person"]),
  /** The group in which they were; absent: overall. */
  group: lessonId.optional(),
  /** In the coordinator's words. */
  reason: z.string().optional(),
  /** Golden cases since then; the pause ends by itself once there are so many and the lower bound is so high. */
  refresher: trustShare.extend({ needed: z.int(), neededLower: share }),
});
export type PauseView = z.infer<typeof pauseView>;

/** A case that one has reviewed, and what was found in the end. */
export const reviewedCase = z.object({
  /** Of the review. */
  id,
  at: instant,
  subject,
  /** Absent where nobody may see the case any more. */
  title: z.string().optional(),
  permalink: address.optional(),
  category: categoryCode,
  verdict,
  /** Absent while the case is not decided. */
  found: z
    .object({
      violates: z.boolean(),
      /** Absent: the verdict was on neither side. */
      right: z.boolean().optional(),
      /** It was decided long before, and given to try the reviewer. */
      golden: z.boolean(),
      /** Of a golden case. */
      why: z.string().optional(),
    })
    .optional(),
});
export type ReviewedCase = z.infer<typeof reviewedCase>;

/** A vlogger's own record; the bounds are over the newest verdicts of which one knows. */
export const vloggerRecord = z.object({
  rank,
  rankedAt: instant.optional(),
  pause: pauseView.optional(),
  all: trustShare,
  groups: z.array(trustShare.extend({ lesson: lessonId })),
  /** What the next rank needs; absent for the highest one. */
  next: z.object({ rank, marks: z.int(), lower: share }).optional(),
  /** Newest first, at most 30. */
  reviews: z.array(reviewedCase),
});
export type VloggerRecord = z.infer<typeof vloggerRecord>;
