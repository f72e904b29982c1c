/** Trains a classifier for likely gambling and spam, and decides for each category whether it may be shown. */

import { createHash } from "node:crypto";
import { probabilityOf, type Weights } from "../../../utils/shared/classifier/score.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import {
  type Suggestible,
  type SuggestionModel,
  suggestible,
} from "../../../utils/shared/contract/suggestion.ts";
import { randomOf } from "../../measure/chaos/random.ts";

/** A decided case as a training example. */
export interface Example {
  id: string;
  /** The approved category; null if rejected. */
  category: CategoryCode | null;
  /** Links to related cases: author and similarity group. */
  ties: string[];
  /** Bucket indexes. */
  features: Uint16Array;
}

/** Bytes per category in a pack; a power of two. */
export const buckets = 16_384;

/** Minimum numbers of training cases, both of the category and of others. */
export const fewestCases = 50;

/** `too-few`: too few cases for training or evaluation. `no-threshold`, `imprecise`: the wanted precision was not reached. */
export type Off = "too-few" | "no-threshold" | "imprecise";

interface Scored {
  probability: number;
  /** The decision of two people. */
  isMeant: boolean;
}

interface Judged {
  /** Numbers of marked, correctly marked, and relevant cases. */
  marked: number;
  right: number;
  meant: number;
  /** 0 to 1. Precision is 0 if nothing is marked. */
  precision: number;
  recall: number;
}

/** A threshold passed by fewer cases is not meaningful. */
export const fewestMarked = 20;

/**
 * Returns the lowest threshold, at least 0.5, with sufficient precision, or undefined. Aims halfway between the wanted
 * precision and 1, because the cases used to choose a threshold overestimate its precision.
 */
export function thresholdFor(scored: readonly Scored[], precision: number): number | undefined {
  const aimed = (1 + precision) / 2;
  const sorted = scored
    .filter((example) => example.probability >= 0.5)
    .sort((a, b) => b.probability - a.probability);
  let right = 0;
  let best: number | undefined;
  for (const [index, { probability, isMeant }] of sorted.entries()) {
    if (isMeant) right += 1;
    const isLastOfItsKind = sorted[index + 1]?.probability !== probability;
    const marked = index + 1;
    if (isLastOfItsKind && marked >= fewestMarked && right / marked >= aimed) best = probability;
  }
  return best;
}

export function judge(scored: readonly Scored[], threshold: number): Judged {
  const marked = scored.filter(({ probability }) => probability >= threshold);
  const right = marked.filter(({ isMeant }) => isMeant).length;
  const meant = scored.filter(({ isMeant }) => isMeant).length;
  return {
    marked: marked.length,
    right,
    meant,
    precision: marked.length === 0 ? 0 : right / marked.length,
    recall: meant === 0 ? 0 : right / meant,
  };
}

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

const passes = 8;
const step = 0.5;

/** Regularisation: limits the weight of rare features. */
const shrink = 1e-5;

/** Weights are quantised to bytes from -127 to 127. */
const largestByte = 127;

/**
 * Returns weights quantised to one byte each. Deterministic for the same examples.
 * https://jmlr.org/papers/v12/duchi11a.html
 */
function learnWeights(
  examples: readonly Example[],
  isMeant: (example: Example) => boolean,
  buckets: number,
): Weights & { weights: Int8Array } {
  const weights = new Float64Array(buckets);
  const seen = new Float64Array(buckets).fill(1e-6);
  let bias = 0;
  let biasSeen = 1e-6;
  const random = randomOf(1, "train");
  for (let pass = 0; pass < passes; pass++) {
    // Shuffled in each pass, so that time and author do not matter.
    for (const example of random.shuffle(examples)) {
      const { features } = example;
      const error = probabilityOf({ weights, scale: 1, bias }, features) - (isMeant(example) ? 1 : 0);
      const share = error / Math.sqrt(Math.max(1, features.length));
      for (const bucket of features) {
        const slope = share + shrink * (weights[bucket] ?? 0);
        seen[bucket] = (seen[bucket] ?? 0) + slope * slope;
        weights[bucket] = (weights[bucket] ?? 0) - (step * slope) / Math.sqrt(seen[bucket] ?? 1);
      }
      biasSeen += error * error;
      bias -= (step * error) / Math.sqrt(biasSeen);
    }
  }
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = largest === 0 ? 1 : largest / largestByte;
  return { weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)), scale, bias };
}

interface Parts {
  learn: Example[];
  set: Example[];
  test: Example[];
}

/** In tenths of the bundles; the rest is the test set. */
const learnTenths = 6;
const setTenths = 2;

/**
 * Cases linked by author or group, directly or indirectly, stay in one set: a model that memorised a campaign's text would
 * otherwise seem to recognise gambling. Deterministic for the same cases.
 */
export function splitApart(examples: readonly Example[]): Parts {
  const bundleOf = bundles(examples);
  const parts: Parts = { learn: [], set: [], test: [] };
  for (const example of examples) {
    const tenth = createHash("sha256").update(bundleOf(example)).digest().readUInt32BE() % 10;
    const name = tenth < learnTenths ? "learn" : tenth < learnTenths + setTenths ? "set" : "test";
    parts[name].push(example);
  }
  return parts;
}

/** Union-find: returns the smallest id of those linked with an example. */
function bundles(examples: readonly Example[]): (example: Example) => string {
  const above = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let next = above.get(root); next !== undefined; next = above.get(root)) root = next;
    // Path compression.
    for (let now = name; now !== root; ) {
      const next = above.get(now) ?? root;
      above.set(now, root);
      now = next;
    }
    return root;
  };
  for (const { id, ties } of examples) {
    for (const tie of ties) {
      const [one, other] = [rootOf(id), rootOf(tie)];
      if (one !== other) above.set(one, other);
    }
  }
  const least = new Map<string, string>();
  for (const { id } of examples) {
    const root = rootOf(id);
    const known = least.get(root);
    if (known === undefined || id < known) least.set(root, id);
  }
  return ({ id }) => least.get(rootOf(id)) ?? id;
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
    const fitted = learnWeights(parts.learn, isMeant, buckets);
    const scored = (part: readonly Example[]): Scored[] =>
      part.map((example) => ({
        probability: probabilityOf(fitted, example.features),
        isMeant: isMeant(example),
      }));
    const threshold = thresholdFor(scored(parts.set), precision);
    if (threshold === undefined) return { ...known, off: "no-threshold" };
    const test = judge(scored(parts.test), threshold);
    if (test.marked < fewestMarked) return { ...known, off: "too-few", threshold, test };
    if (test.precision < precision) return { ...known, off: "imprecise", threshold, test };
    const { weights, scale, bias } = fitted;
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
