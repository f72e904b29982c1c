/** A picture as it may be seen by whoever opens a case: a few grey spots that tell light from dark and nothing else. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import decodeWebp, { init } from "@jsquash/webp/decode.js";
import { convertIndexedToRgb, decode as decodePng, encode } from "fast-png";
import { fileType } from "./file-type.ts";
import { type ImageSize, imageSize } from "./image-size.ts";

const widthPx = 24;
const mostHeightPx = 240;
/** Unpacked a picture takes four bytes for each of these; a larger one is shown as plain grey. */
const mostPixels = 30_000_000;
const plainGrey = 128;

export interface Veils {
  /** PNG; made once and kept while it is among the newest. Never fails: what cannot be read is plain grey. */
  of(sha256: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Lets go of all that are kept. */
  forget(): void;
}

/** Pictures are unpacked one after the other, so that memory holds one at a time. */
export function createVeils(mostKept = 2_000): Veils {
  const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    of(sha256, bytes) {
      const known = kept.get(sha256);
      if (known) return known;
      const made = last.then(() => veil(bytes));
      last = made;
      kept.set(sha256, made);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return made;
    },
    forget: () => kept.clear(),
  };
}

async function veil(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const size = imageSize(bytes);
  const small = smallOf(size);
  const grey = await shrink(bytes, size, small).catch(() => undefined);
  const data = grey ?? new Uint8Array(small.width * small.height).fill(plainGrey);
  return new Uint8Array(encode({ ...small, data, channels: 1, depth: 8 }));
}

/** Of the picture's own shape, as far as that is a shape to be shown. */
function smallOf(size: ImageSize | undefined): ImageSize {
  const ratio = size && size.width > 0 && size.height > 0 ? size.height / size.width : 0.6;
  return { width: widthPx, height: Math.min(mostHeightPx, Math.max(1, Math.round(widthPx * ratio))) };
}

async function shrink(
  bytes: Uint8Array<ArrayBuffer>,
  size: ImageSize | undefined,
  small: ImageSize,
): Promise<Uint8Array | undefined> {
  if (!size || size.width * size.height > mostPixels) return undefined;
  const pixels = fileType(bytes) === "image/webp" ? await readWebp(bytes) : readPng(bytes);
  return pixels && average(pixels, small);
}

interface Pixels extends ImageSize {
  data: ArrayLike<number>;
  channels: number;
}

let ready: Promise<void> | undefined;

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
function average({ width, height, data, channels }: Pixels, small: ImageSize): Uint8Array {
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
