/** Trains a classifier for likely gambling and spam, and decides for each category whether it may be shown. */

import { probabilityOf } from "../../../utils/shared/classifier/score.ts";
import {
  type Suggestible,
  type SuggestionModel,
  suggestible,
} from "../../../utils/shared/contract/suggestion.ts";
import type { Example } from "./example.ts";
import { fewestMarked, type Judged, judge, type Scored, thresholdFor } from "./judge.ts";
import { learnWeights } from "./learn.ts";
import { splitApart } from "./split.ts";

/** Bytes per category in a pack; a power of two. */
export const buckets = 16_384;

/** Minimum numbers of training cases, both of the category and of others. */
export const fewestCases = 50;

/** `too-few`: too few cases for training or evaluation. `no-threshold`, `imprecise`: the wanted precision was not reached. */
export type Off = "too-few" | "no-threshold" | "imprecise";

export interface Learned {
  category: Suggestible;
  /** Number of cases of this category. */
  cases: number;
  off?: Off;
  threshold?: number;
  /** Result on the test set. */
  test?: Judged;
}

export interface Trained {
  model: SuggestionModel;
  learned: Learned[];
  held: number;
}

/** `precision`, at least `leastPrecision`: categories with less on the test set are left out of the model. */
export function train(examples: readonly Example[], precision: number, trainedAt: Date): Trained {
  const parts = splitApart(examples);
  const categories: SuggestionModel["categories"] = {};
  const learned = suggestible.options.map((category): Learned => {
    const isMeant = (example: Example) => example.category === category;
    const known = { category, cases: examples.filter(isMeant).length };
    const meant = parts.learn.filter(isMeant).length;
    if (Math.min(meant, parts.learn.length - meant) < fewestCases) return { ...known, off: "too-few" };
    const found = learnWeights(parts.learn, isMeant, buckets);
    const scored = (part: readonly Example[]): Scored[] =>
      part.map((example) => ({
        probability: probabilityOf(found, example.features),
        isMeant: isMeant(example),
      }));
    const threshold = thresholdFor(scored(parts.set), precision);
    if (threshold === undefined) return { ...known, off: "no-threshold" };
    const test = judge(scored(parts.test), threshold);
    if (test.marked < fewestMarked) return { ...known, off: "too-few", threshold, test };
    if (test.precision < precision) return { ...known, off: "imprecise", threshold, test };
    const { weights, scale, bias } = found;
    categories[category] = {
      weights: Buffer.from(weights.buffer).toString("base64"),
      scale,
      bias,
      threshold,
      precision: test.precision,
      recall: test.recall,
    };
    return { ...known, threshold, test };
  });
  const model = { trainedAt: trainedAt.toISOString(), cases: examples.length, buckets, categories };
  return { model, learned, held: parts.test.length };
}
