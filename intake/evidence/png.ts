/**
 * Decodes PNG within the size declared in its header. Libraries inflate whatever a chunk contains, including
 * profiles.
 */

import { inflateSync } from "node:zlib";
import type { Pixels } from "./pixels.ts";

const headerBytes = 33;
/** By colour type: grey, RGB, grey with alpha, RGBA. Browsers write neither palettes nor 16 bits. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

/**
 * Returns undefined for kinds that no browser writes. Throws if the bytes are broken or exceed the declared
 * size.
 */
export function decodePng(bytes: Uint8Array<ArrayBuffer>): Pixels | undefined {
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
  for (let at = headerBytes; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (name === "IHDR") throw new Error("the PNG has two headers");
    if (name === "IEND") break;
    if (name === "IDAT") parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
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
