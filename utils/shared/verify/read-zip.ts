/**
 * Strict ZIP reader: entries are stored uncompressed in sequence with one header each, and every byte is
 * accounted for.
 */

import { fail, ok, type Result } from "../contract/result.ts";
import { sameBytes } from "./strict-json.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
const localLength = 30;
const centralLength = 46;
const endLength = 22;
/** Version 2.0 of the format, sufficient for a plain entry. */
const version = 20;
/** Flag: the name is UTF-8. */
const utf8Flag = 0x0800;

interface Entry {
  name: Bytes;
  /** DOS time and date, which have no effect here. */
  time: number;
  data: Bytes;
  offset: number;
}

export interface Zip {
  /** Keyed by name, in order. */
  entries: Map<string, Bytes>;
  /**
   * Entries, or `end` and `directory`, that differ from a canonical rewrite of their names, times and contents.
   * This includes compression, comments, extra fields and gaps.
   */
  wrong: string[];
}

/** `invalid-input` with the unreadable part. */
export function readZip(zip: Bytes): Result<Zip> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const endAt = zip.length - endLength;
  if (endAt < 0 || view.getUint32(endAt, true) !== endSignature) return broken("end");
  const count = view.getUint16(endAt + 10, true);
  const directoryAt = view.getUint32(endAt + 16, true);
  const wrong = isAt(zip, endAt, endRecord(count, directoryAt, endAt - directoryAt)) ? [] : ["end"];

  const entries = new Map<string, Bytes>();
  let [at, offset] = [directoryAt, 0];
  for (let index = 0; index < count; index++) {
    const entry = readEntry({ zip, view, directoryAt }, at, offset);
    if (!entry) return broken(`directory entry ${index + 1}`);
    const name = new TextDecoder().decode(entry.name);
    const [central, local] = [header(entry, true), header(entry, false)];
    if (!isAt(zip, at, central) || !isAt(zip, offset, local) || entries.has(name)) wrong.push(name);
    entries.set(name, entry.data);
    at += central.length;
    offset += local.length + entry.data.length;
  }
  if (at !== endAt || offset !== directoryAt) wrong.push("directory");
  return ok({ entries, wrong });
}

function isAt(zip: Bytes, at: number, expected: Bytes): boolean {
  return sameBytes(zip.subarray(at, at + expected.length), expected);
}

function broken(part: string): Result<never> {
  return fail("invalid-input", part);
}

/** Uses a length from the directory only if it stays within the file. */
function readEntry(
  { zip, view, directoryAt }: { zip: Bytes; view: DataView; directoryAt: number },
  at: number,
  offset: number,
): Entry | undefined {
  if (at + centralLength > zip.length) return undefined;
  const nameLength = view.getUint16(at + 28, true);
  const size = view.getUint32(at + 24, true);
  const dataAt = offset + localLength + nameLength;
  if (dataAt + size > directoryAt) return undefined;
  return {
    name: zip.subarray(at + centralLength, at + centralLength + nameLength),
    time: view.getUint32(at + 12, true),
    data: zip.subarray(dataAt, dataAt + size),
    offset,
  };
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** Unsigned. Detects accidental damage; digests detect the rest. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function header({ name, time, data, offset }: Entry, isCentral: boolean): Bytes {
  const flags = name.some((byte) => byte > 127) ? utf8Flag : 0;
  const stored = 0;
  return pack(
    [
      [4, isCentral ? centralSignature : localSignature],
      ...(isCentral ? [[2, version] as const] : []),
      [2, version],
      [2, flags],
      [2, stored],
      [4, time],
      [4, crc32(data)],
      [4, data.length],
      [4, data.length],
      [2, name.length],
      // Zero: extra fields; in the directory also comment, disk and attributes.
      [2, 0],
      ...(isCentral
        ? ([
            [2, 0],
            [2, 0],
            [2, 0],
            [4, 0],
            [4, offset],
          ] as const)
        : []),
    ],
    name,
  );
}

function endRecord(count: number, directoryAt: number, directoryLength: number): Bytes {
  return pack([
    [4, endSignature],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, directoryLength],
    [4, directoryAt],
    [2, 0],
  ]);
}

/** Packs little-endian numbers, each with its length in bytes, followed by `tail`. */
function pack(numbers: readonly (readonly [2 | 4, number])[], tail: Bytes = new Uint8Array()): Bytes {
  const length = numbers.reduce((sum, [size]) => sum + size, 0);
  const bytes = new Uint8Array(length + tail.length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of numbers) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  bytes.set(tail, length);
  return bytes;
}
