/** Perceptual hashes of pictures: their distance, and the parts that similar ones share. */

const bits = 256;
const partDigits = 4;

/** Share of differing bits between two hashes of 64 hex digits. */
export function pictureDistance(one: string, other: string): number {
  let different = 0;
  for (let index = 0; index < one.length; index += 8)
    different += countBits(
      Number.parseInt(one.slice(index, index + 8), 16) ^ Number.parseInt(other.slice(index, index + 8), 16),
    );
  return different / bits;
}

/**
 * 16 parts of 16 bits, each combined with its position. Two hashes that differ in at most 15 bits share at
 * least one part. Signed, to fit the database's integers.
 */
export function hashParts(hash: string): number[] {
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
