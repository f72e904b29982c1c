/** MinHash: a short list of numbers per set of strings; two sets share about as many numbers as members. */

import { createHash } from "node:crypto";
import { fnv1a } from "../../../utils/shared/i18n/hash.ts";

/**
 * 40 bands of six: of texts that share 70 % of their parts, 99 in 100 share a band; of those that share a
 * fifth, one in 400. Shorter bands would find more, but among a million texts too many that merely share
 * vocabulary.
 */
const bandCount = 40;
const bandRows = 6;
const size = bandCount * bandRows;

/** Must never change, because signatures are stored. */
const [multipliers, addends] = ["multiply", "add"].map((purpose) =>
  Int32Array.from(
    { length: size },
    (_, index) => createHash("sha256").update(`${purpose} ${index}`).digest().readInt32LE() | 1,
  ),
) as [Int32Array, Int32Array];

/** Returns the values in order; `members` must not be empty. */
export function signatureOf(members: ReadonlySet<string>): number[] {
  const least = new Uint32Array(size).fill(0xffffffff);
  for (const member of members) {
    const hash = mix(fnv1a(member));
    for (let index = 0; index < size; index++) {
      const value = mix(Math.imul(hash, multipliers[index] as number) + (addends[index] as number));
      if (value < (least[index] as number)) least[index] = value;
    }
  }
  return [...new Int32Array(least.buffer)];
}

/** One hash per band, of its position and values. */
export function bandsOf(signature: readonly number[]): number[] {
  return Array.from({ length: bandCount }, (_, band) =>
    signature
      .slice(band * bandRows, (band + 1) * bandRows)
      .reduce((hash, value) => mix(Math.imul(hash, 31) + value) | 0, band + 1),
  );
}

/**
 * Estimates 1 minus the Jaccard index: 0 means the same, 1 nothing in common. Two empty signatures count as
 * the same.
 */
export function distanceOf(one: readonly number[], other: readonly number[]): number {
  let same = 0;
  for (let index = 0; index < one.length; index++) if (one[index] === other[index]) same++;
  return one.length === 0 ? 0 : 1 - same / one.length;
}

function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
