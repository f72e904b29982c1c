/** Prepares pictures for a PDF: PNG without transparency, cut into strips that fit a page. */

import { encode as encodePng } from "fast-png";
import type { ImageSize } from "../evidence/image-size.ts";
import { maxPixels, type Pixels } from "../evidence/pixels.ts";
import { readPixels } from "../evidence/read-pixels.ts";

export interface Strip extends ImageSize {
  png: Buffer;
}

/**
 * Yields strips from top to bottom; `maxHeight` of a strip depends on the picture's width. Yields none if the
 * picture is unreadable or too large.
 */
export async function* cutStrips(
  bytes: Uint8Array<ArrayBuffer>,
  maxHeight: (width: number) => number,
  most = maxPixels,
): AsyncGenerator<Strip> {
  const pixels = await readPixels(bytes, most).catch(() => undefined);
  if (!pixels) return;
  const { width, height } = pixels;
  const data = flatten(pixels);
  const rows = Math.max(1, Math.floor(maxHeight(width)));
  for (let top = 0; top < height; top += rows) {
    const tall = Math.min(rows, height - top);
    const part = data.subarray(top * width * 3, (top + tall) * width * 3);
    const png = encodePng({ width, height: tall, channels: 3, depth: 8, data: part });
    yield { width, height: tall, png: Buffer.from(png) };
  }
}

/** Blends onto white. */
function flatten({ data, channels }: Pixels): Uint8Array {
  const [isGrey, hasAlpha] = [channels < 3, channels % 2 === 0];
  const pixels = data.length / channels;
  const flat = new Uint8Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const from = pixel * channels;
    const alpha = hasAlpha ? (data[from + channels - 1] ?? 255) / 255 : 1;
    for (let colour = 0; colour < 3; colour++) {
      const value = data[from + (isGrey ? 0 : colour)] ?? 0;
      flat[pixel * 3 + colour] = Math.round(value * alpha + 255 * (1 - alpha));
    }
  }
  return flat;
}
