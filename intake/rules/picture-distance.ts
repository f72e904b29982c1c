/** Perceptual hashes of pictures: how far two are apart, and the parts that near ones share. */

const bits = 256;
const partDigits = 4;

/** Share of the bits that differ, of two hashes of 64 hex digits. */
export function pictureDistance(one: string, other: string): number {
  let different = 0;
  for (let at = 0; at < one.length; at += 8)
    different += countBits(
      Number.parseInt(one.slice(at, at + 8), 16) ^ Number.parseInt(other.slice(at, at + 8), 16),
    );
  return different / bits;
}

/**
 * 16 parts of 16 bits, each with its place: of two hashes that differ in at most 15 bits, one part at least is the
 * same. Signed, as the store's whole numbers are.
 */
export function partsOf(hash: string): number[] {
  return Array.from({ length: hash.length / partDigits }, (_, place) => {
    const digits = hash.slice(place * partDigits, (place + 1) * partDigits);
    return (place << 16) | Number.parseInt(digits, 16) | 0;
  });
}

function countBits(word: number): number {
  let count = 0;
  for (let left = word >>> 0; left !== 0; left &= left - 1) count++;
  return count;
}
