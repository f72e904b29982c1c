/** Cases that look alike: shown as a group with the reason and the distance, never made one by the tool. */

import { z } from "zod";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";

/** `person`: somebody put it there. */
export const likeness = z.enum(["text", "picture", "person"]);
export type Likeness = z.infer<typeof likeness>;

/** The same text from many accounts in a short time; the group's cases are the evidence for it. */
export const burst = z.object({
  /** Different authors within the time. */
  authors: z.int().min(1),
  from: instant,
  to: instant,
});
export type Burst = z.infer<typeof burst>;

export const groupSummary = z.object({
  id,
  /** Undecided and decided ones, this one among them. */
  cases: z.int().min(1),
  why: likeness,
  /** From the group's first case: 0 the same, 1 nothing in common; absent for what a person put there. */
  distance: z.number().min(0).max(1).optional(),
  burst: burst.optional(),
});
export type GroupSummary = z.infer<typeof groupSummary>;

const reason = shortText(limits.reasonChars);

/**
 * What a person does about likeness. `merge`: two cases are about the same content and become one; `split`: a case that
 * was merged is one of its own again; `join`: the case belongs to another's group; `leave`: it only looks alike, and is
 * not proposed for the group again.
 */
export const regroupInput = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("merge"), with: id, reason }),
  z.strictObject({ act: z.literal("split"), merged: id, reason }),
  z.strictObject({ act: z.literal("join"), with: id, reason }),
  z.strictObject({ act: z.literal("leave"), reason }),
]);
export type RegroupInput = z.infer<typeof regroupInput>;
