/** Writes a ZIP of stored entries without optional parts, so that a checker can account for every byte. */

import { crc32 } from "node:zlib";
import type { TempFile, TempFileContent } from "../documents/temp-file.ts";

/** In memory, or in a temporary file. */
export type ZipContents = Uint8Array | TempFileContent;

export interface ZipEntry {
  /** A relative path in ASCII. */
  name: string;
  contents: ZipContents;
}

/** Version 2.0, sufficient for plain entries. */
const version = 20;
/** 1 January 1980, the format's earliest time; the real time is inside the archive. */
const dosTime = 0x0021_0000;
/** Larger archives need 64-bit records, which older readers do not support. */
const max = { bytes: 0xffff_ffff, entries: 0xffff };

/** Throws if the archive would exceed 4 GiB. */
export async function writeZip(entries: readonly ZipEntry[], out: TempFile): Promise<void> {
  const directory: Uint8Array[] = [];
  for (const { name, contents } of entries) {
    const facts = { name: Buffer.from(name, "ascii"), size: sizeOf(contents), crc: crcOf(contents) };
    directory.push(headerOf(facts, out.size()));
    await out.write(headerOf(facts));
    if (contents instanceof Uint8Array) await out.write(contents);
    else for await (const piece of contents.read()) await out.write(piece);
  }
  const start = out.size();
  for (const header of directory) await out.write(header);
  if (out.size() > max.bytes || entries.length > max.entries) throw new Error("the ZIP exceeds 4 GiB");
  await out.write(endOf(entries.length, start, out.size() - start));
}

function sizeOf(contents: ZipContents): number {
  return contents instanceof Uint8Array ? contents.length : contents.bytes;
}

function crcOf(contents: ZipContents): number {
  return contents instanceof Uint8Array ? crc32(contents) : contents.crc32;
}

interface ZipEntryFacts {
  name: Buffer;
  size: number;
  crc: number;
}

/** Local header, or with `offset` the directory's header. */
function headerOf({ name, size, crc }: ZipEntryFacts, offset?: number): Uint8Array {
  const inDirectory = offset !== undefined;
  const shared = [
    uint16(version),
    uint16(0),
    uint16(0),
    uint32(dosTime),
    uint32(crc),
    uint32(size),
    uint32(size),
    uint16(name.length),
    uint16(0),
  ];
  if (!inDirectory) return Buffer.concat([uint32(0x04034b50), ...shared, name]);
  // No comment, first disk, no attributes.
  const rest = [uint16(0), uint16(0), uint16(0), uint32(0), uint32(offset)];
  return Buffer.concat([uint32(0x02014b50), uint16(version), ...shared, ...rest, name]);
}

function endOf(count: number, start: number, length: number): Uint8Array {
  return Buffer.concat([
    uint32(0x06054b50),
    uint16(0),
    uint16(0),
    uint16(count),
    uint16(count),
    uint32(length),
    uint32(start),
    uint16(0),
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
