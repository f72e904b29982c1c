/** Decodes PNG and WebP. Slow, with hostile input: call it in a worker thread only. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { inflateSync } from "node:zlib";
import { fileType } from "./file-type.ts";
import { imageSize } from "./image-size.ts";
import { maxPixels, type Pixels } from "./pixels.ts";

/**
 * Memory limit of one instance: enough for the largest lossy picture and for a lossless one of 12 million
 * pixels.
 */
const maxMemoryBytes = 4 * maxPixels + 30_000_000;
const pageBytes = 65_536;

interface Decoded {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** Emscripten module: https://emscripten.org/docs/api_reference/module.html */
interface Module {
  /** Returns an error message if it fails. */
  decode(bytes: Uint8Array): Decoded | string | null;
}

type Factory = (options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, program: WebAssembly.Module) => void,
  ): object;
}) => Promise<Module>;

interface Decoder {
  factory: Factory;
  program: WebAssembly.Module;
}

let loading: Promise<Decoder> | undefined;

/** Decodes WebP with libwebp as WebAssembly, in a fresh instance per picture, so that no state is shared. */
async function decodeWebp(bytes: Uint8Array<ArrayBuffer>): Promise<Pixels> {
  loading ??= load();
  const decoder = await loading;
  const decoded = (await instantiate(decoder)).decode(bytes);
  if (decoded === null || typeof decoded === "string") throw new Error(`WebP: ${decoded}`);
  const { width, height, data } = decoded;
  return { width, height, data, channels: 4 };
}

/** The package shares one instance, so its parts are loaded directly. */
async function load(): Promise<Decoder> {
  const path = createRequire(import.meta.url).resolve("icodec/webp-dec.wasm");
  const script = pathToFileURL(join(dirname(path), "webp-dec.js")).href;
  const { default: factory } = (await import(script)) as { default: Factory };
  // The module creates its result with this global function.
  Object.assign(globalThis, {
    _icodec_ImageData: (data: Uint8ClampedArray, width: number, height: number): Decoded => ({
      data,
      width,
      height,
    }),
  });
  return { factory, program: await WebAssembly.compile(new Uint8Array(await readFile(path))) };
}

function instantiate({ factory, program }: Decoder): Promise<Module> {
  return new Promise((resolve, reject) => {
    factory({
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(program, imports).then((instance) => {
          limitMemory(instance);
          done(instance, program);
        }, reject);
        return {};
      },
    }).then(resolve, reject);
  });
}

/** The module's own limit is 2 GB, and a picture of few bytes can request tables of hundreds of megabytes. */
function limitMemory({ exports }: WebAssembly.Instance): void {
  for (const memory of Object.values(exports)) {
    if (!(memory instanceof WebAssembly.Memory)) continue;
    const grow = memory.grow.bind(memory);
    memory.grow = (pages) => {
      if (memory.buffer.byteLength + pages * pageBytes > maxMemoryBytes)
        throw new RangeError("the picture needs more memory than allowed");
      return grow(pages);
    };
  }
}

const headerBytes = 33;

/** By colour type: grey, RGB, grey with alpha, RGBA. Browsers write neither palettes nor 16 bits. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

/**
 * Returns undefined for kinds that no browser writes. Throws if the bytes are broken or exceed the
 * declared size. Libraries inflate whatever a chunk contains, including profiles.
 */
function decodePng(bytes: Uint8Array<ArrayBuffer>): Pixels | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, colour, interlaced] = [view.getUint8(24), view.getUint8(25), view.getUint8(28)];
  const channels = channelsOf[colour];
  if (channels === undefined || depth !== 8 || interlaced !== 0) return undefined;
  const stride = width * channels;
  const expected = height * (stride + 1);
  // Throws beyond the declared length, without unpacking more.
  const rows = inflateSync(imageData(bytes, view), { maxOutputLength: expected });
  if (rows.length !== expected) throw new Error("the PNG has fewer rows than declared");
  return { width, height, channels, data: unfilter(rows, { stride, height, channels }) };
}

/** Collects the image chunks and skips all others. */
function imageData(bytes: Uint8Array, view: DataView): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let index = headerBytes; index + 12 <= bytes.length; ) {
    const length = view.getUint32(index);
    const name = String.fromCharCode(...bytes.subarray(index + 4, index + 8));
    if (name === "IHDR") throw new Error("the PNG has two headers");
    if (name === "IEND") break;
    if (name === "IDAT") parts.push(bytes.subarray(index + 8, index + 8 + length));
    index += 12 + length;
  }
  return Buffer.concat(parts);
}

interface Grid {
  /** Bytes of a row without its filter byte. */
  stride: number;
  height: number;
  channels: number;
}

/** In place: the unfiltered row never reaches beyond its source row. */
function unfilter(rows: Uint8Array, { stride, height, channels }: Grid): Uint8Array {
  let above: Uint8Array = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const from = y * (stride + 1);
    const row = rows.subarray(y * stride, (y + 1) * stride);
    const filtered = rows.subarray(from + 1, from + 1 + stride);
    unfilterRow(row, { filter: rows[from] ?? 0, filtered, above, channels });
    above = row;
  }
  return rows.subarray(0, stride * height);
}

interface FilteredRow {
  filter: number;
  filtered: Uint8Array;
  /** The unfiltered row above; zeros for the first row. */
  above: Uint8Array;
  channels: number;
}

function unfilterRow(row: Uint8Array, { filter, filtered, above, channels }: FilteredRow): void {
  for (let x = 0; x < row.length; x++) {
    const isFirst = x < channels;
    const left = isFirst ? 0 : (row[x - channels] ?? 0);
    const upLeft = isFirst ? 0 : (above[x - channels] ?? 0);
    row[x] = (filtered[x] ?? 0) + predict(filter, left, above[x] ?? 0, upLeft);
  }
}

/** https://www.w3.org/TR/png-3/#9Filters */
function predict(filter: number, left: number, up: number, upLeft: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, upLeft);
    default:
      throw new Error(`the PNG has an unknown row filter ${filter}`);
  }
}

function paeth(left: number, up: number, upLeft: number): number {
  const guess = left + up - upLeft;
  const [byLeft, byUp, byUpLeft] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (byLeft <= byUp && byLeft <= byUpLeft) return left;
  return byUp <= byUpLeft ? up : upLeft;
}

/**
 * Returns undefined if the picture is too large, of a kind that no browser writes, or no picture. Throws if
 * its bytes are broken.
 */
export async function readPixels(
  bytes: Uint8Array<ArrayBuffer>,
  most = maxPixels,
): Promise<Pixels | undefined> {
  const size = imageSize(bytes);
  if (!size || size.width * size.height > most) return undefined;
  return fileType(bytes) === "image/webp" ? decodeWebp(bytes) : decodePng(bytes);
}
