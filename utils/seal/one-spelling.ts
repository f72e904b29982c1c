/** What is signed has one spelling, so that nothing can be changed that no check would find. */

import { canonicalJson } from "./digest.ts";

/**
 * A compact JWS (ES256). Header and payload are signed as they are spelled; the signature itself is not, and its last
 * digit has four bits that base64url ignores: only zeros are taken.
 */
export const exactJws = /^[\w-]+\.[\w-]+\.[\w-]{85}[AQgw]$/;

/** Undefined for bytes that are not exactly the canonical JSON of what they say. */
export function parseCanonical(bytes: Uint8Array): unknown {
  try {
    const text = readText(bytes) ?? "";
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

/** UTF-8 with a byte order mark kept. Returns undefined for anything else. */
export function readText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
