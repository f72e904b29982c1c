import type { ImageSize } from "./image-size.ts";

/**
 * A post of 20,000 rows, or WebP's 16,383 rows, at 1,200 pixels. A pixel takes up to four bytes unpacked, in
 * WebP three times that.
 */
export const maxPixels = 20_000_000;

export interface Pixels extends ImageSize {
  /** One byte per channel. */
  data: Uint8Array | Uint8ClampedArray;
  channels: number;
}

/** Mean luminance (Rec. 709) of the pixels under each spot; transparency counts as white. */
export function average(pixels: Pixels, small: ImageSize): Uint8Array {
  const { width, height, channels } = pixels;
  const sums = new Float64Array(small.width * small.height);
  const counts = new Uint32Array(sums.length);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * small.height) / height) * small.width;
    for (let x = 0; x < width; x++) {
      const spot = row + Math.floor((x * small.width) / width);
      sums[spot] = (sums[spot] ?? 0) + luminance(pixels, (y * width + x) * channels);
      counts[spot] = (counts[spot] ?? 0) + 1;
    }
  }
  return Uint8Array.from(sums, (sum, spot) => Math.round(sum / (counts[spot] || 1)));
}

/** The pixel begins at that byte. */
function luminance({ data, channels }: Pixels, at: number): number {
  const first = data[at] ?? 0;
  const isGrey = channels < 3;
  const light = isGrey ? first : 0.2126 * first + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
  if (channels % 2 === 1) return light;
  const alpha = (data[at + channels - 1] ?? 255) / 255;
  return light * alpha + 255 * (1 - alpha);
}
