/** Golden cases: decided cases used as blind quality checks of reviewers. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { subject } from "./site.ts";

/** Makes a case a golden case, or ends that. */
export const goldenInput = z.discriminatedUnion("act", [
  /** `why` is shown to the reviewer after the review. */
  z.strictObject({ act: z.literal("set"), why: shortText(limits.reasonChars) }),
  z.strictObject({ act: z.literal("end") }),
]);
export type GoldenInput = z.infer<typeof goldenInput>;

export const goldenView = z.object({
  violates: z.boolean(),
  why: z.string(),
  by: z.string(),
  at: instant,
  /** Reviews since then, and how many were right or wrong. The other verdicts took no side. */
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

/** Whether a decided case is a golden case. */
export const goldenState = z.object({
  /** The outcome of its decision. */
  violates: z.boolean(),
  set: goldenView.optional(),
});
export type GoldenState = z.infer<typeof goldenState>;
