/** Pictures as a PDF can hold them: PNG without transparency, cut into strips that fit a page. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import decodeWebp, { init } from "@jsquash/webp/decode.js";
import { decode as decodePng, encode as encodePng } from "fast-png";
import { fileType } from "../../file-type.ts";
import { imageSize, type Size } from "./image-size.ts";

/** 200 MB of memory when unpacked: a post of 20,000 pixels at a usual width passes. */
const mostPixels = 50_000_000;

export interface Strip extends Size {
  png: Buffer;
}

/** Top to bottom; `maxHeight`: of one strip, by the picture's width. None when the bytes are no picture, or too large a one. */
export async function* cutStrips(
  bytes: Uint8Array,
  maxHeight: (width: number) => number,
  maxPixels = mostPixels,
): AsyncGenerator<Strip> {
  const size = imageSize(bytes);
  if (!size || size.width * size.height > maxPixels) return;
  const pixels = await decode(bytes).catch(() => undefined);
  if (!pixels) return;
  const { width, height, data } = pixels;
  const rows = Math.max(1, Math.floor(maxHeight(width)));
  for (let top = 0; top < height; top += rows) {
    const tall = Math.min(rows, height - top);
    const part = data.subarray(top * width * 3, (top + tall) * width * 3);
    const png = encodePng({ width, height: tall, channels: 3, depth: 8, data: part });
    yield { width, height: tall, png: Buffer.from(png) };
  }
}

interface Pixels extends Size {
  /** Red, green and blue, a byte each. */
  data: Uint8Array;
}

async function decode(bytes: Uint8Array): Promise<Pixels | undefined> {
  if (fileType(bytes) === "image/webp") {
    await ready();
    const { width, height, data } = await decodeWebp(new Uint8Array(bytes).buffer);
    return { width, height, data: flatten(data, 4) };
  }
  const { width, height, channels, data, depth, palette } = decodePng(bytes);
  if (depth !== 8 || palette || !(data instanceof Uint8Array)) return undefined;
  return { width, height, data: flatten(data, channels) };
}

/** On white, as a page is. */
function flatten(data: Uint8Array | Uint8ClampedArray, channels: number): Uint8Array {
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

let started: Promise<void> | undefined;

/** The decoder's program lies in its package; left alone it would ask a web server for it. */
function ready(): Promise<void> {
  started ??= startDecoder();
  return started;
}

async function startDecoder(): Promise<void> {
  const path = createRequire(import.meta.url).resolve("@jsquash/webp/codec/dec/webp_dec.wasm");
  const program = await WebAssembly.compile(new Uint8Array(await readFile(path)));
  // Its types know one parameter of the two.
  await (init as (program: unknown) => Promise<void>)(program);
}
