/** Classifies a post with a model. The result is only a suggestion; a person chooses. */

import type { Fields } from "../contract/evidence.ts";
import { type Suggestion, type SuggestionModel, suggestible } from "../contract/suggestion.ts";
import { classifierInputOf, featuresOf } from "./features.ts";

/** Logistic regression with one weight per bucket. */
export interface Weights {
  /** Weight = number × `scale`. */
  weights: ArrayLike<number>;
  scale: number;
  bias: number;
}

/** From 0 to 1. Normalised by the length of the post. */
export function probabilityOf(
  { weights, scale, bias }: Weights,
  features: ArrayLike<number> & Iterable<number>,
): number {
  let sum = 0;
  for (const bucket of features) sum += weights[bucket] ?? 0;
  const length = Math.sqrt(Math.max(1, features.length));
  return 1 / (1 + Math.exp(-(bias + (scale * sum) / length)));
}

/**
 * Returns the categories above the model's threshold, most likely first. Empty for a post without words and
 * links.
 */
export function suggest(model: SuggestionModel, fields: Fields): Suggestion[] {
  const features = featuresOf(classifierInputOf(fields), model.buckets);
  if (features.length === 0) return [];
  return suggestible.options
    .flatMap((category) => {
      const trained = model.categories[category];
      if (!trained) return [];
      const probability = probabilityOf({ ...trained, weights: bytesOf(trained.weights) }, features);
      return probability >= trained.threshold ? [{ category, probability }] : [];
    })
    .sort((a, b) => b.probability - a.probability);
}

function bytesOf(base64: string): Int8Array {
  return Int8Array.from(atob(base64), (char) => (char.charCodeAt(0) << 24) >> 24);
}
