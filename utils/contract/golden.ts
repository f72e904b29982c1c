/** Golden cases: decided ones with which reviewers are tried without knowing it. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { subject } from "./site.ts";

/** A supervisor's act: from now on the case tries reviewers who do not know it, or no longer. */
export const goldenInput = z.discriminatedUnion("act", [
  /** `why` is told to the reviewer afterwards. */
  z.strictObject({ act: z.literal("set"), why: shortText(limits.reasonChars) }),
  z.strictObject({ act: z.literal("end") }),
]);
export type GoldenInput = z.infer<typeof goldenInput>;

export const goldenView = z.object({
  violates: z.boolean(),
  why: z.string(),
  by: z.string(),
  at: instant,
  /** Reviews of it since then, and of these with the right and the wrong verdict; the others took no side. */
  met: z.int().min(0),
  right: z.int().min(0),
  wrong: z.int().min(0),
});
export type GoldenView = z.infer<typeof goldenView>;

export const goldenCase = goldenView.extend({
  caseId: id,
  subject,
  title: z.string().optional(),
  category: categoryCode,
});
export type GoldenCase = z.infer<typeof goldenCase>;

/** What a supervisor may make of a decided case. */
export const goldenState = z.object({
  /** As it was decided. */
  violates: z.boolean(),
  /** Absent: it tries nobody. */
  set: goldenView.optional(),
});
export type GoldenState = z.infer<typeof goldenState>;
