/** SHA-256 of bytes, and of a value by its canonical JSON (RFC 8785), so that two programs agree on it. */

import canonicalize from "canonicalize";

const encoder = new TextEncoder();

/** 64 lower-case hex digits; text is taken as UTF-8. */
export async function digestHex(data: Uint8Array<ArrayBuffer> | string): Promise<string> {
  const bytes = typeof data === "string" ? encoder.encode(data) : data;
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** Keys sorted, no white space, absent for `undefined` members. Throws on lone surrogates and infinite numbers. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("nothing to canonicalize");
  return text;
}

/** SHA-256 of a value's canonical JSON. */
export function digestJson(value: unknown): Promise<string> {
  return digestHex(canonicalJson(value));
}

/** Lower-case hex digits, two for each byte. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bytes behind hex digits. */
export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  );
}
