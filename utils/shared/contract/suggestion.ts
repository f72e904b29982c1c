/**
 * A small suggestion model ("perhaps gambling"), trained on the intake's decided cases and shipped in a signed
 * recipe pack.
 */

import { z } from "zod";
import { instant } from "./ids.ts";

/** Never hate, terrorism or hoax: an automatic suggestion would bias the person there. */
export const suggestible = z.enum(["JUDI", "SPAM"]);
export type Suggestible = z.infer<typeof suggestible>;

const share = z.number().min(0).max(1);

/** Not configurable. */
export const leastPrecision = 0.9;

const categoryModel = z.strictObject({
  /** One signed byte per bucket, base64. */
  weights: z.base64().max(100_000),
  /** Weight = byte × `scale`. */
  scale: z.number(),
  bias: z.number(),
  /** Minimum probability for a suggestion. */
  threshold: share,
  /** Measured on the held-out cases. */
  precision: share.min(leastPrecision),
  recall: share,
});

export const suggestionModel = z.strictObject({
  trainedAt: instant,
  cases: z.int().min(1),
  /** Number of hash buckets; a power of two. */
  buckets: z.int().min(256).max(65_536),
  categories: z.partialRecord(suggestible, categoryModel),
});
export type SuggestionModel = z.infer<typeof suggestionModel>;

/** Quality of a model, for the settings page. */
export const modelState = z.object({
  trainedAt: instant,
  cases: z.int().min(1),
  categories: z.partialRecord(suggestible, z.object({ precision: share, recall: share })),
});
export type ModelState = z.infer<typeof modelState>;

/** A model's suggestion for one post. A person decides. */
export interface Suggestion {
  category: Suggestible;
  /** From 0 to 1. */
  probability: number;
}
