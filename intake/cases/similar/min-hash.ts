/** MinHash: a short list of numbers per set of strings; two sets share about as many numbers as members. */

import { createHash } from "node:crypto";
import { fnv1a } from "../../../utils/shared/i18n/normalise-text.ts";

/**
 * 25 bands of five: of texts that share 70 % of their parts, 99 in 100 share a band; of those that share a
 * fifth, one in 125. Shorter bands would find more, but among a million texts too many that merely share
 * vocabulary; more bands cost rows of the index.
 */
const bandCount = 25;
const bandRows = 5;
const size = bandCount * bandRows;

/** Must never change, because signatures are stored. */
const [multipliers, addends] = ["multiply", "add"].map((purpose) =>
  Int32Array.from(
    { length: size },
    (_, index) => createHash("sha256").update(`${purpose} ${index}`).digest().readInt32LE() | 1,
  ),
) as [Int32Array, Int32Array];

/** Returns 32-bit values in order. `members` are the members' hashes by `hashOf`, and must not be empty. */
export function signatureOf(members: ReadonlySet<number>): number[] {
  const hashes = Int32Array.from(members);
  return Array.from({ length: size }, (_, index) =>
    leastValue(hashes, multipliers[index] as number, addends[index] as number),
  );
}

/** Hash of the characters from `from` up to, not including, `to`. */
export function hashOf(text: string, from: number, to: number): number {
  return mix(fnv1a(text, from, to)) | 0;
}

/** The least of the hashes after one of the permutations. `mix` is written out, because this is most of the work. */
function leastValue(hashes: Int32Array, multiplier: number, addend: number): number {
  let least = 0xffffffff;
  for (let index = 0; index < hashes.length; index++) {
    let mixed = (Math.imul(hashes[index] as number, multiplier) + addend) | 0;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
    const value = (mixed ^ (mixed >>> 16)) >>> 0;
    if (value < least) least = value;
  }
  return least | 0;
}

/** One hash per band, of its position and values. */
export function bandsOf(signature: readonly number[]): number[] {
  return Array.from({ length: bandCount }, (_, band) =>
    signature
      .slice(band * bandRows, (band + 1) * bandRows)
      .reduce((hash, value) => mix(Math.imul(hash, 31) + value) | 0, band + 1),
  );
}

/** The low byte of each value, from which distances are measured. One in 256 different values looks equal. */
export function lowBytes(signature: readonly number[]): Uint8Array {
  return Uint8Array.from(signature, (value) => value & 0xff);
}

/**
 * Estimates 1 minus the Jaccard index: 0 means the same, 1 nothing in common. Two empty signatures count as
 * the same.
 */
export function distanceOf(one: ArrayLike<number>, other: ArrayLike<number>): number {
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
