/** Logistic regression over hashed features, trained with AdaGrad. https://jmlr.org/papers/v12/duchi11a.html */

import { probabilityOf, type Weights } from "../../../utils/shared/classifier/score.ts";
import { randomOf } from "../../measure/chaos/random.ts";
import type { Example } from "./example.ts";

const passes = 8;
const step = 0.5;
/** Regularisation: limits the weight of rare features. */
const shrink = 1e-5;
/** Weights are quantised to bytes from -127 to 127. */
const largestByte = 127;

/** Returns weights quantised to one byte each. Deterministic for the same examples. */
export function learnWeights(
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
  const largest = weights.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const scale = largest === 0 ? 1 : largest / largestByte;
  return { weights: Int8Array.from(weights, (one) => Math.round(one / scale)), scale, bias };
}
