/** Parsers that accept a single encoding, so that no byte of a file can change unnoticed. */

import { decodeUtf8 } from "../seal/canonical-encoding.ts";
import { canonicalJson } from "../seal/digest.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Parses JSON and reports whether it is canonical. Undefined if the bytes are not JSON. */
export function readCanonical(bytes: Bytes): { value: unknown; isExact: boolean } | undefined {
  return readJson(bytes, [canonicalJson]);
}

/** Parses JSON as programs commonly write it: canonical, without white space, or indented by two. */
export function readAsWritten(bytes: Bytes): unknown {
  const read = readJson(bytes, [canonicalJson, JSON.stringify, (value) => JSON.stringify(value, null, 2)]);
  return read?.isExact ? read.value : undefined;
}

function readJson(bytes: Bytes, spellings: readonly ((value: unknown) => string)[]) {
  const text = decodeUtf8(bytes);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return { value, isExact: spellings.some((spell) => spell(value) === text) };
  } catch {
    return undefined;
  }
}

/** Decodes standard base64 with padding. Undefined for any other encoding. */
export function readBase64(text: string): Bytes | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  // The unused bits of the last digit must be zero.
  const tail = bytes.length % 3 || 3;
  return text.slice(-4) === btoa(String.fromCharCode(...bytes.slice(-tail))) || text === ""
    ? bytes
    : undefined;
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
