/** MinHash: of a set of strings a short list of numbers, of which two sets share about as many as they share members. */

import { createHash } from "node:crypto";

/** Bands of four: of texts that share 70 % of their parts 99.99 % share a band, of those that share 20 % every twentieth. */
const bandCount = 32;
const bandRows = 4;
const size = bandCount * bandRows;

/** The same on every machine for ever: signatures are kept. */
const [multipliers, addends] = ["multiply", "add"].map((purpose) =>
  Int32Array.from(
    { length: size },
    (_, index) => createHash("sha256").update(`${purpose} ${index}`).digest().readInt32LE() | 1,
  ),
) as [Int32Array, Int32Array];

/** Values in order; `members` must not be empty. */
export function signatureOf(members: ReadonlySet<string>): number[] {
  const least = new Uint32Array(size).fill(0xffffffff);
  for (const member of members) {
    const hash = hashOf(member);
    for (let index = 0; index < size; index++) {
      const value = mix(Math.imul(hash, multipliers[index] ?? 1) + (addends[index] ?? 0));
      if (value < (least[index] ?? 0)) least[index] = value;
    }
  }
  return [...new Int32Array(least.buffer)];
}

/** One number for each band, of the band's place and its values. */
export function bandsOf(signature: readonly number[]): number[] {
  return Array.from({ length: bandCount }, (_, band) =>
    signature
      .slice(band * bandRows, (band + 1) * bandRows)
      .reduce((hash, value) => mix(Math.imul(hash, 31) + value) | 0, band + 1),
  );
}

/** About 1 less the share that two sets have in common: 0 the same, 1 nothing. */
export function distanceOf(one: readonly number[], other: readonly number[]): number {
  let same = 0;
  for (let index = 0; index < size; index++) if (one[index] === other[index]) same++;
  return 1 - same / size;
}

/** FNV-1a, mixed. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix(hash);
}

function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
