/** Pictures as pixels, and pixels as fewer of them. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import decodeWebp, { init } from "@jsquash/webp/decode.js";
import { convertIndexedToRgb, decode as decodePng } from "fast-png";
import { fileType } from "./file-type.ts";
import { type ImageSize, imageSize } from "./image-size.ts";

/** Unpacked a picture takes four bytes for each of these. */
const mostPixels = 30_000_000;

export interface Pixels extends ImageSize {
  data: ArrayLike<number>;
  channels: number;
}

let ready: Promise<void> | undefined;

/** Undefined for a picture that is too large to unpack, or no picture; throws where its bytes are broken. */
export async function readPixels(bytes: Uint8Array<ArrayBuffer>): Promise<Pixels | undefined> {
  const size = imageSize(bytes);
  if (!size || size.width * size.height > mostPixels) return undefined;
  return fileType(bytes) === "image/webp" ? readWebp(bytes) : readPng(bytes);
}

async function readWebp(bytes: Uint8Array<ArrayBuffer>): Promise<Pixels> {
  ready ??= loadDecoder();
  await ready;
  const { width, height, data } = await decodeWebp(bytes.slice().buffer);
  return { width, height, data, channels: 4 };
}

/** The package is made for browsers: it would fetch its program, and answers in a class that Node lacks. */
async function loadDecoder(): Promise<void> {
  globalThis.ImageData ??= Unpacked as unknown as typeof ImageData;
  const path = createRequire(import.meta.url).resolve("@jsquash/webp/codec/dec/webp_dec.wasm");
  await init({ wasmBinary: new Uint8Array(await readFile(path)).buffer });
}

class Unpacked {
  data: Uint8ClampedArray;
  width: number;
  height: number;
  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

/** Undefined for kinds of PNG that no browser writes. */
function readPng(bytes: Uint8Array): Pixels | undefined {
  const png = decodePng(bytes);
  const { width, height } = png;
  if (png.palette)
    return { width, height, data: convertIndexedToRgb(png), channels: png.palette[0]?.length ?? 3 };
  return png.depth === 8 ? { width, height, data: png.data, channels: png.channels } : undefined;
}

/** Each spot is the mean of the picture's pixels under it, by Rec. 709; transparency counts as white. */
export function average({ width, height, data, channels }: Pixels, small: ImageSize): Uint8Array {
  const sums = new Float64Array(small.width * small.height);
  const counts = new Uint32Array(sums.length);
  const hasAlpha = channels === 2 || channels === 4;
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * small.height) / height) * small.width;
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const one = data[at] ?? 0;
      const light =
        channels < 3 ? one : 0.2126 * one + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
      const alpha = hasAlpha ? (data[at + channels - 1] ?? 255) / 255 : 1;
      const spot = row + Math.floor((x * small.width) / width);
      sums[spot] = (sums[spot] ?? 0) + light * alpha + 255 * (1 - alpha);
      counts[spot] = (counts[spot] ?? 0) + 1;
    }
  }
  return Uint8Array.from(sums, (sum, spot) => Math.round(sum / (counts[spot] || 1)));
}
