/** Measures the intake's near-duplicate search, by bands and distance, against known answers. */

import {
  type Fingerprint,
  fingerprintOf,
  maxTextDistance,
} from "../../../intake/cases/similar/fingerprint.ts";
import { distanceOf } from "../../../intake/cases/similar/min-hash.ts";

export interface LabelledText {
  text: string;
  /** Variants of one text share a number; undefined for a unique text. */
  of?: number;
}

export interface SimilarityScore {
  /** Share of all related pairs that were found. */
  recall: number;
  /** Share of all found pairs that are related. */
  precision: number;
}

/** Evaluates all pairs. */
export async function scoreSimilarity(samples: readonly LabelledText[]): Promise<SimilarityScore> {
  const prints = await Promise.all(samples.map(({ text }) => fingerprintOf(text)));
  const { found, right } = countPairs(samples, prints);
  const sizes = new Map<number, number>();
  for (const { of } of samples) if (of !== undefined) sizes.set(of, (sizes.get(of) ?? 0) + 1);
  const wanted = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  return { recall: right / wanted, precision: right / found };
}

function countPairs(samples: readonly LabelledText[], prints: readonly (Fingerprint | undefined)[]) {
  const byBand = new Map<number, number[]>();
  let [found, right] = [0, 0];
  for (const [place, print] of prints.entries()) {
    const sharing = new Set((print?.bands ?? []).flatMap((band) => byBand.get(band) ?? []));
    for (const other of sharing) {
      const near = prints[other];
      if (!print || !near || distanceOf(print.signature, near.signature) > maxTextDistance) continue;
      found++;
      const { of } = samples[place] ?? {};
      if (of !== undefined && of === samples[other]?.of) right++;
    }
    for (const band of print?.bands ?? []) byBand.set(band, [...(byBand.get(band) ?? []), place]);
  }
  return { found, right };
}
