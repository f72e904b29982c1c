/** Hand-made models for tests. */

import { featuresOf } from "../../utils/shared/classifier/features.ts";
import type { Fields } from "../../utils/shared/contract/evidence.ts";
import type { SuggestionModel } from "../../utils/shared/contract/suggestion.ts";

export function fieldsWithText(text: string): Fields {
  return { text: { value: text, source: "p" } };
}

/** Weights that recognise exactly one text. */
function weightsFor(text: string, buckets: number): string {
  const weights = new Int8Array(buckets);
  for (const bucket of featuresOf({ text, hosts: [] }, buckets)) weights[bucket] = 40;
  return Buffer.from(weights.buffer).toString("base64");
}

/** A model that is certain that such a text is gambling. */
export function modelOf(text: string): SuggestionModel {
  const buckets = 1024;
  return {
    trainedAt: "2026-11-25T00:00:00.000Z",
    cases: 500,
    buckets,
    categories: {
      JUDI: {
        weights: weightsFor(text, buckets),
        scale: 0.05,
        bias: -4,
        threshold: 0.8,
        precision: 0.97,
        recall: 0.6,
      },
    },
  };
}
