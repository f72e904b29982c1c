/** A small model that says "perhaps gambling": trained on this intake's own decided cases, shipped inside a signed pack. */

import { z } from "zod";
import { instant } from "./ids.ts";

/** Never hate, terrorism or hoax: there a machine's guess would lead the person. */
export const suggestible = z.enum(["JUDI", "SPAM"]);
export type Suggestible = z.infer<typeof suggestible>;

const share = z.number().min(0).max(1);

/** Below this precision nothing is suggested, whatever an administrator asks for. */
export const leastPrecision = 0.9;

const categoryModel = z.strictObject({
  /** One signed byte per bucket, base64. */
  weights: z.base64().max(100_000),
  /** A weight is its byte times this. */
  scale: z.number(),
  bias: z.number(),
  /** Shown from this probability on. */
  threshold: share,
  /** On the part of the cases that was held out. */
  precision: share.min(leastPrecision),
  recall: share,
});

export const suggestionModel = z.strictObject({
  trainedAt: instant,
  cases: z.int().min(1),
  /** Hashed features; a power of two. */
  buckets: z.int().min(256).max(65_536),
  categories: z.partialRecord(suggestible, categoryModel),
});
export type SuggestionModel = z.infer<typeof suggestionModel>;

/** How far a model can be relied on, for the settings page. */
export const modelState = z.object({
  trainedAt: instant,
  cases: z.int().min(1),
  categories: z.partialRecord(suggestible, z.object({ precision: share, recall: share })),
});
export type ModelState = z.infer<typeof modelState>;

/** What a model says of one post, for a person who decides. */
export interface Suggestion {
  category: Suggestible;
  /** 0 to 1. */
  probability: number;
}
