/** Derives everything that the intake needs of a picture's pixels from a single decoding. */

import { encode } from "fast-png";
import { type ImageSize, imageSize } from "./image-size.ts";
import { hashPixels } from "./picture-hash.ts";
import { average, type Pixels } from "./pixels.ts";
import { readPixels } from "./read-pixels.ts";

const widthPx = 24;
const maxHeightPx = 240;
const plainGrey = 128;

export interface DecodedPicture {
  /** PNG with a few grey spots, shown by default instead of the picture. */
  veil: Uint8Array<ArrayBuffer>;
  /** Perceptual hash; undefined if it would not be distinctive. */
  hash: string | undefined;
}

/** Never throws: an undecodable picture gets a plain grey veil and no hash. */
export async function decodePicture(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPicture> {
  const pixels = await readPixels(bytes).catch(() => undefined);
  return pixels ? { veil: veilOf(pixels), hash: hashPixels(pixels) } : withoutPixels(bytes);
}

export function withoutPixels(bytes: Uint8Array<ArrayBuffer>): DecodedPicture {
  const small = thumbnailSize(imageSize(bytes));
  const data = new Uint8Array(small.width * small.height).fill(plainGrey);
  return { veil: pngOf(small, data), hash: undefined };
}

function veilOf(pixels: Pixels): Uint8Array<ArrayBuffer> {
  const small = thumbnailSize(pixels);
  return pngOf(small, average(pixels, small));
}

function pngOf(size: ImageSize, data: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encode({ ...size, data, channels: 1, depth: 8 }));
}

/** Keeps the picture's proportions, within limits. */
function thumbnailSize(size: ImageSize | undefined): ImageSize {
  const ratio = size && size.width > 0 && size.height > 0 ? size.height / size.width : 0.6;
  return { width: widthPx, height: Math.min(maxHeightPx, Math.max(1, Math.round(widthPx * ratio))) };
}
