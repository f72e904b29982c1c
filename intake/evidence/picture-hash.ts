/** A perceptual hash of 256 bits that changes little when a picture is scaled or recompressed. */

import { average, type Pixels } from "./pixels.ts";

const side = 64;
const frequencies = 16;
const fineSide = 256;
/** Mean difference of neighbouring pixels, of 255; below this a picture is not distinctive. */
const minDetail = 2;
/**
 * Share of background pixels; above this the picture is text on a card, and cards look alike.
 * Measured: screenshots of text-only posts have at least 0.47, those with a picture at most 0.37.
 */
const maxBackground = 0.42;
/** Number of adjacent grey values that count as one background. */
const backgroundWidth = 8;

/**
 * 64 hex digits, similar to PDQ: the lowest frequencies of the grey picture, each compared with their median.
 * Returns undefined if it would not be distinctive: tiny, nearly plain, or mostly text.
 */
export function hashPixels(pixels: Pixels): string | undefined {
  if (pixels.width < side || pixels.height < side) return undefined;
  const size = {
    width: Math.min(fineSide, pixels.width),
    height: Math.min(fineSide, pixels.height),
  };
  const fine = average(pixels, size);
  const grey = average({ ...size, data: fine, channels: 1 }, { width: side, height: side });
  if (backgroundShare(fine) > maxBackground || detailOf(grey) < minDetail) return undefined;
  const lowest = cosineTransform(grey);
  const median = medianOf(lowest);
  let hash = "";
  for (let index = 0; index < lowest.length; index += 4) {
    const digit = lowest
      .subarray(index, index + 4)
      .reduce((bits, value) => bits * 2 + (value > median ? 1 : 0), 0);
    hash += digit.toString(16);
  }
  return hash;
}

function detailOf(grey: Uint8Array): number {
  let sum = 0;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const here = grey[y * side + x] ?? 0;
      if (x > 0) sum += Math.abs(here - (grey[y * side + x - 1] ?? 0));
      if (y > 0) sum += Math.abs(here - (grey[(y - 1) * side + x] ?? 0));
    }
  return sum / (2 * side * (side - 1));
}

/** The largest share of pixels with nearly the same grey. */
function backgroundShare(grey: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const spot of grey) counts[spot] = (counts[spot] ?? 0) + 1;
  const shares = Array.from(counts, (_, from) =>
    counts.subarray(from, from + backgroundWidth).reduce((sum, count) => sum + count, 0),
  );
  return Math.max(...shares) / grey.length;
}

/** Leaves out frequency 0, the mean. */
const cosines = Array.from({ length: frequencies }, (_, wave) =>
  Float64Array.from({ length: side }, (_, index) =>
    Math.cos(((2 * index + 1) * (wave + 1) * Math.PI) / (2 * side)),
  ),
);

/** Two-dimensional cosine transform, frequencies 1 to 16 in each direction. */
function cosineTransform(grey: Uint8Array): Float64Array {
  const columns = cosines.map((cosine) =>
    Float64Array.from({ length: side }, (_, y) =>
      cosine.reduce((sum, value, x) => sum + value * (grey[y * side + x] ?? 0), 0),
    ),
  );
  const both = cosines.flatMap((cosine) =>
    columns.map((column) => column.reduce((sum, value, y) => sum + value * (cosine[y] ?? 0), 0)),
  );
  return Float64Array.from(both);
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length / 2;
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
