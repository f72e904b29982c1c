/** Signed data has exactly one encoding, so that every change is detected. */

import { canonicalJson } from "./digest.ts";

/**
 * A compact JWS (ES256). The signature covers the encoded header and payload, but not its own encoding. The four
 * unused bits of its last digit must be zero.
 */
export const exactJws = /^[\w-]+\.[\w-]+\.[\w-]{85}[AQgw]$/;

/** Parses canonical JSON. Undefined for any other encoding of the same value. */
export function parseCanonical(bytes: Uint8Array): unknown {
  try {
    const text = decodeUtf8(bytes) ?? "";
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

/** UTF-8 with a byte order mark kept. Returns undefined for anything else. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
