/** Readings that accept one spelling only, so that no byte of a file can change unseen. */

import { canonicalJson } from "../seal/digest.ts";
import { readText } from "../seal/one-spelling.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** The value of bytes that are JSON, and whether they are exactly its canonical form; `undefined` for any others. */
export function readCanonical(bytes: Bytes): { value: unknown; isExact: boolean } | undefined {
  return readJson(bytes, [canonicalJson]);
}

/** The value of JSON as programs commonly write it: canonical, without white space, or indented by two. */
export function readWritten(bytes: Bytes): unknown {
  const read = readJson(bytes, [canonicalJson, JSON.stringify, (value) => JSON.stringify(value, null, 2)]);
  return read?.isExact ? read.value : undefined;
}

function readJson(bytes: Bytes, spellings: readonly ((value: unknown) => string)[]) {
  const text = readText(bytes);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return { value, isExact: spellings.some((spell) => spell(value) === text) };
  } catch {
    return undefined;
  }
}

/** The bytes of standard base64 with its padding; `undefined` for any other spelling of them. */
export function readBase64(text: string): Bytes | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  // The last digit has bits that belong to no byte.
  const tail = bytes.length % 3 || 3;
  return text.slice(-4) === btoa(String.fromCharCode(...bytes.slice(-tail))) || text === ""
    ? bytes
    : undefined;
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
