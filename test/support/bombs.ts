/** Decompression bombs: pictures that are small files but huge when unpacked. */

import { crc32, deflateSync } from "node:zlib";
import { encode } from "fast-png";

type Bytes = Uint8Array<ArrayBuffer>;

const signatureBytes = 8;
const headerChunkBytes = 25;
const afterHeader = signatureBytes + headerChunkBytes;

/** 40 x 20 pixels: left half dark, right half white. */
export function smallPng(): Bytes {
  const [width, height] = [40, 20];
  const data = new Uint8Array(width * height * 3).fill(255);
  for (let at = 0; at < width * height; at++) if (at % width < width / 2) data.fill(40, at * 3, at * 3 + 3);
  return new Uint8Array(encode({ width, height, data, channels: 3, depth: 8 }));
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** Zeros that deflate to a thousandth of their size. */
function deflated(megabytes: number): Buffer {
  return deflateSync(Buffer.alloc(megabytes * 1_000_000), { level: 9 });
}

function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 6, 0, 0, 0], 8);
  return chunk("IHDR", data);
}

const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
const end = chunk("IEND", new Uint8Array());

/** A valid picture with a colour profile that unpacks to this size. */
export function iccpBomb(megabytes: number): Bytes {
  const png = smallPng();
  const profile = chunk("iCCP", Buffer.concat([Buffer.from("p\0\0", "latin1"), deflated(megabytes)]));
  return new Uint8Array(Buffer.concat([png.subarray(0, afterHeader), profile, png.subarray(afterHeader)]));
}

/** Declares 40 x 20 pixels but contains this much data. */
export function idatBomb(megabytes: number): Bytes {
  return new Uint8Array(Buffer.concat([signature, header(40, 20), chunk("IDAT", deflated(megabytes)), end]));
}

/** Declares its true size. */
export function largePng(width: number, height: number): Bytes {
  const rows = deflateSync(Buffer.alloc(height * (width * 4 + 1)), { level: 9 });
  return new Uint8Array(Buffer.concat([signature, header(width, height), chunk("IDAT", rows), end]));
}

/** A small picture followed by the header of a huge one. Readers that use the last header unpack the huge size. */
export function twoHeaders(): Bytes {
  const png = smallPng();
  const second = header(20_000, 20_000);
  return new Uint8Array(Buffer.concat([png.subarray(0, afterHeader), second, png.subarray(afterHeader)]));
}

/** Lossless WebP of one colour: about twenty bytes regardless of size (at most 16,384 each way). */
export function webpBomb(width: number, height: number): Bytes {
  const bits: number[] = [];
  const put = (value: number, count: number) => {
    for (let at = 0; at < count; at++) bits.push((value >>> at) & 1);
  };
  put(width - 1, 14);
  put(height - 1, 14);
  put(0, 1 + 3);
  // No transform, no colour cache, one group of prefix codes.
  put(0, 3);
  // Five codes with one symbol each, so that a pixel takes no bits at all.
  for (let code = 0; code < 5; code++) {
    put(1, 1);
    put(0, 1);
    put(0, 1);
    put(0, 1);
  }
  return riff("VP8L", Buffer.concat([Buffer.from([0x2f]), packed(bits)]));
}

function packed(bits: readonly number[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8));
  for (const [at, bit] of bits.entries()) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (bit << (at & 7));
  return bytes;
}

function riff(name: string, data: Buffer): Bytes {
  const padded = data.length % 2 === 0 ? data : Buffer.concat([data, Buffer.alloc(1)]);
  const head = Buffer.alloc(20);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(12 + padded.length, 4);
  head.write(`WEBP${name}`, 8, "latin1");
  head.writeUInt32LE(data.length, 16);
  return new Uint8Array(Buffer.concat([head, padded]));
}
