/** Groups of similar cases. The tool shows the reason and the distance; only a person merges cases. */

import { z } from "zod";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";

/** `person`: added by a person. */
export const groupBasis = z.enum(["text", "picture", "person"]);
export type GroupBasis = z.infer<typeof groupBasis>;

/** The same text from many accounts within a short time. The group's cases are the evidence. */
export const burst = z.object({
  /** Number of distinct authors in that time. */
  authors: z.int().min(1),
  from: instant,
  to: instant,
});
export type Burst = z.infer<typeof burst>;

export const groupSummary = z.object({
  id,
  /** All cases of the group, decided or not, including this one. */
  cases: z.int().min(1),
  why: groupBasis,
  /**
   * Distance from the group's first case, from 0 (identical) to 1 (unrelated). Absent for cases added by a
   * person.
   */
  distance: z.number().min(0).max(1).optional(),
  burst: burst.optional(),
});
export type GroupSummary = z.infer<typeof groupSummary>;

const reason = shortText(limits.reasonChars);

/**
 * A person's correction of a group. `merge`: both cases concern the same content and become one. `split`: a
 * merged case becomes separate again. `join`: the case is added to the other case's group. `leave`: the case
 * only looks similar, and is not proposed for this group again.
 */
export const regroupInput = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("merge"), with: id, reason }),
  z.strictObject({ act: z.literal("split"), merged: id, reason }),
  z.strictObject({ act: z.literal("join"), with: id, reason }),
  z.strictObject({ act: z.literal("leave"), reason }),
]);
export type RegroupInput = z.infer<typeof regroupInput>;
