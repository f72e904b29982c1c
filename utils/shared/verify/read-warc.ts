/** Reads the records of a gzipped WARC 1.1 (one gzip member each) with their positions and digests. */

import { Gunzip } from "fflate";
import { fail, ok, type Result } from "../contract/result.ts";

type Bytes = Uint8Array<ArrayBuffer>;

export interface WarcRecord {
  /** Offset of the gzip member in bytes. */
  offset: number;
  length: number;
  /** Keyed by lower-case name. */
  headers: ReadonlyMap<string, string>;
  block: Bytes;
  /** The archived content: the block; for an HTTP response without its headers. */
  payload: Bytes;
}

/** A file may unpack to a thousand times its size, so it is unpacked in pieces until there is too much. */
const pieceBytes = 65_536;
const usualMostBytes = 1_000_000_000;

/** `invalid-input` with the unreadable record (`record 3`, from 1), or `gzip`, also for more than `mostBytes`. */
export function readWarc(gzipped: Bytes, mostBytes = usualMostBytes): Result<WarcRecord[]> {
  const records: WarcRecord[] = [];
  const members = readMembers(gzipped, mostBytes);
  if (!members) return fail("invalid-input", "gzip");
  for (const [index, { bytes, ...place }] of members.entries()) {
    const record = readRecord(bytes);
    if (!record) return fail("invalid-input", `record ${index + 1}`);
    records.push({ ...place, ...record });
  }
  return ok(records);
}

interface Member {
  offset: number;
  length: number;
  bytes: Bytes;
}

function readMembers(gzipped: Bytes, mostBytes: number): Member[] | undefined {
  const starts = [0];
  const parts: Uint8Array[][] = [[]];
  let left = mostBytes;
  const gunzip = new Gunzip((chunk) => {
    left -= chunk.length;
    if (left < 0) throw new Error("unpacks to too much");
    parts.at(-1)?.push(chunk);
  });
  gunzip.onmember = (offset) => {
    starts.push(offset);
    parts.push([]);
  };
  try {
    for (let offset = 0; offset === 0 || offset < gzipped.length; offset += pieceBytes)
      gunzip.push(gzipped.subarray(offset, offset + pieceBytes), offset + pieceBytes >= gzipped.length);
  } catch {
    return undefined;
  }
  return starts.map((offset, index) => ({
    offset,
    length: (starts[index + 1] ?? gzipped.length) - offset,
    bytes: join(parts[index] ?? []),
  }));
}

function join(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function readRecord(bytes: Bytes): Pick<WarcRecord, "headers" | "block" | "payload"> | undefined {
  const end = endOfHeaders(bytes);
  if (end === undefined) return undefined;
  const [first, ...lines] = new TextDecoder().decode(bytes.subarray(0, end)).trimEnd().split("\r\n");
  if (first !== "WARC/1.0" && first !== "WARC/1.1") return undefined;
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const length = Number(headers.get("content-length"));
  const block = bytes.subarray(end, end + length);
  const isWhole =
    block.length === length && new TextDecoder().decode(bytes.subarray(end + length)) === "\r\n\r\n";
  if (!isWhole) return undefined;
  const isHttp = headers.get("content-type")?.startsWith("application/http") ?? false;
  return { headers, block, payload: isHttp ? block.subarray(endOfHeaders(block) ?? 0) : block };
}

/** Position after the first empty line. */
function endOfHeaders(bytes: Bytes): number | undefined {
  for (let index = 3; index < bytes.length; index++) {
    const ends =
      bytes[index] === 10 && bytes[index - 1] === 13 && bytes[index - 2] === 10 && bytes[index - 3] === 13;
    if (ends) return index + 1;
  }
  return undefined;
}
